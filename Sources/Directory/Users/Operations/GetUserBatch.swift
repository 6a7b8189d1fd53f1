internal import Contract
internal import JSON
internal import PoolEngine

/// Finds users in the order asked for (users.md).
///
/// Unknown ids are left out.
extension GetUserBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try data.array(try directory.users.findKnown(userIds, type: userIdType)) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }
}
