internal import Contract
internal import JSON
internal import PoolEngine
internal import SQLite

/// What users may do, a row for each user and namespace that has something (data-permissions.md).
extension GetUserPermissionList: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        for code in namespaceCodes { _ = try directory.dataResources.namespaceKey(of: code) }
        let namespaces = namespaceCodes.isEmpty ? nil : Set(namespaceCodes.map(ExactText.init))
        data.beginObject()
        data.name("userPermissionList")
        data.beginArray()
        for userId in userIds {
            guard let user = try decisions.userKey(userId, type: .userId) else { continue }
            let permitted = try decisions.permitted(
                by: try decisions.policyKeys(ofUser: user), in: namespaces)
            data.permissions(permitted, of: userId)
        }
        data.endArray()
        data.endObject()
    }
}
