internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the users who may do something with each of some data resources (data-permissions.md).
extension ListResourceTargets: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let namespaceKey = try directory.dataResources.namespaceKey(of: namespaceCode)
        var places = DataPlaces(directory: directory, namespaceKey: namespaceKey)
        var people = DataResourceUsers(directory: directory)
        data.beginObject()
        data.name("authUserList")
        try data.array(resources) { resource, data in
            let place = try places.find(resource)
            data.beginObject()
            data.member("resource", resource)
            data.name("actionAuthList")
            try data.array(actions) { action, data in
                data.beginObject()
                data.name("userIds")
                data.array(try place.map { try people.ids(action, on: $0) } ?? []) { $1.string($0) }
                data.member("action", action)
                data.endObject()
            }
            data.endObject()
        }
        data.endObject()
    }
}
