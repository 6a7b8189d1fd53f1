internal import Contract
internal import JSON

/// A namespace in replies.
struct NamespaceDto {
    let namespace: Namespace

    /// Writes the object (`NamespaceDto` and the types of permission namespaces with the same members).
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("code", namespace.code)
        writer.member("name", namespace.name)
        writer.member("description", namespace.description)
        writer.endObject()
    }

    /// Writes the object as an element of a list with pages (`NamespacesListRespDto`).
    func writeListed(to writer: inout Writer) {
        writer.beginObject()
        writer.member("name", namespace.name)
        writer.member("code", namespace.code)
        writer.member("description", namespace.description)
        writer.member("status", Int64(namespace.isOpen ? 1 : 0))
        writer.endObject()
    }

    /// Writes the object as the reply to a change (`UpdateNamespaceDto`).
    func writeChanged(to writer: inout Writer) {
        writer.beginObject()
        writer.member("code", namespace.code)
        writer.member("description", namespace.description)
        writer.member("name", namespace.name)
        writer.endObject()
    }
}
