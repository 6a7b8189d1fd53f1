internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a group, or changes the one with the code (groups.md).
extension CreateOrUpdateGroup: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let (group, created) = try directory.groups.createOrUpdate(
            code, name: name, description: description, type: type?.isEmpty == true ? nil : type)
        data.beginObject()
        data.member("created", created)
        data.name("data")
        try GroupDto(group: group, withCustomData: false).write(to: &data)
        data.endObject()
    }
}
