internal import Contract
internal import JSON
internal import PoolEngine
internal import SQLite

/// Data resources in replies (`CreateDataResourceRespDto` and those with the same members).
extension DataResource {
    /// Writes the object of the calls about one data resource.
    ///
    /// - Parameters:
    ///   - writer: receives the object.
    ///   - directory: where the struct is read.
    ///   - withNamespace: whether it has `namespaceCode`.
    /// - Throws: `SQLiteError`.
    func write(
        to writer: inout Writer, from directory: PoolTransaction, withNamespace: Bool = false
    ) throws {
        writer.beginObject()
        writer.member("resourceName", name)
        writer.member("resourceCode", code)
        writer.member("type", type.rawValue)
        writer.member("description", description)
        writer.name("struct")
        writer.raw(Array(try directory.dataResources.structure(of: self).utf8))
        if withNamespace { writer.member("namespaceCode", namespace) }
        writer.name("actions")
        writer.array(actions) { $1.string($0) }
        writer.endObject()
    }

    /// Writes an element of a list (`ListDataResourcesRespDto`).
    ///
    /// - Parameters:
    ///   - writer: receives the object.
    ///   - authorizations: the number of authorizations of policies with a permission on it.
    func writeListed(to writer: inout Writer, authorizations: Int64) {
        writer.beginObject()
        writer.member("resourceName", name)
        writer.member("resourceCode", code)
        writer.member("type", type.rawValue)
        writer.member("description", description)
        writer.member("namespaceCode", namespace)
        writer.member("namespaceName", namespaceName)
        writer.member("authorizationNum", authorizations)
        writer.member("updatedAt", updatedAt.iso8601)
        writer.endObject()
    }
}
