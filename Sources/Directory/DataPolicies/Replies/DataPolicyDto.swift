internal import Contract
internal import JSON
internal import PoolEngine

/// Data policies in replies.
extension DataPolicy {
    /// Writes the object of the calls about one policy (`CreateDataPolicyRespDto` and those with the same members).
    ///
    /// - Parameters:
    ///   - writer: receives the object.
    ///   - statements: the statements; nil to leave them out.
    func write(to writer: inout Writer, statements: [DataStatement]? = nil) {
        writer.beginObject()
        writer.member("policyId", policyId)
        writer.member("policyName", name)
        writer.member("description", description)
        writer.member("createdAt", createdAt.iso8601)
        writer.member("updatedAt", updatedAt.iso8601)
        if let statements {
            writer.name("statementList")
            writer.array(statements) { statement, writer in
                writer.beginObject()
                writer.member("effect", statement.effect.rawValue)
                writer.name("permissions")
                writer.array(statement.permissions) { $1.string($0) }
                writer.endObject()
            }
        }
        writer.endObject()
    }

    /// Writes an element of a list (`ListDataPoliciesRespDto`).
    func writeListed(
        to writer: inout Writer, resources: [(id: String, name: String)], targets: [DataPolicyTarget]
    ) throws {
        writer.beginObject()
        writer.member("policyName", name)
        writer.member("description", description)
        writer.name("resourceList")
        writer.array(resources) { resource, writer in
            writer.beginObject()
            writer.member("resourceId", resource.id)
            writer.member("resourceName", resource.name)
            writer.endObject()
        }
        writer.member("policyId", policyId)
        writer.name("targetList")
        writer.array(targets) { target, writer in
            writer.beginObject()
            writer.member("id", target.id)
            writer.member("type", target.type.rawValue)
            writer.member("name", target.name)
            writer.endObject()
        }
        writer.member("updatedAt", updatedAt.iso8601)
        writer.endObject()
    }
}
