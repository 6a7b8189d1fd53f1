internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a code and a name are free for a new namespace (namespaces.md).
extension CheckPermissionNamespaceExists: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let reason = try reason(in: directory.namespaces)
        data.beginObject()
        data.member("isValid", reason == nil)
        data.member("message", reason)
        data.endObject()
    }

    /// What makes the code or the name invalid; nil if both are free.
    private func reason(in namespaces: Namespaces) throws -> String? {
        if let code, try namespaces.find(code) != nil { return "permission namespace code already exist" }
        if let name, try namespaces.hasName(name) { return "permission namespace name already exist" }
        return nil
    }
}
