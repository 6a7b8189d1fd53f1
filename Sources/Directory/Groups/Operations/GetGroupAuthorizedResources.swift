internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources that a group may use (groups.md).
///
/// Authorization and namespaces are not emulated: the list of the default namespace is empty, and any other namespace
/// is unknown.
extension GetGroupAuthorizedResources: Operation {
    /// The namespace that every pool has (example of the public description).
    private static let defaultNamespace = "default"

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try directory.groups.get(code)
        guard namespace == nil || namespace == Self.defaultNamespace else {
            throw APIError(404, Message(chinese: "权限组不存在", english: "Permission namespace does not exist"))
        }
        data.beginArray()
        data.endArray()
    }
}
