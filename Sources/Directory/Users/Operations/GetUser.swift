internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a user (users.md).
extension GetUser: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        try UserDto(user: user, options: shown, directory: directory).write(to: &data)
    }
}
