internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a role could be created, in replies (`CheckRoleParamsRespDto`).
struct CheckRoleParamsRespDto {
    /// What is against it; nil if nothing is.
    let fault: String?

    /// Writes the object.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("isValid", fault == nil)
        writer.member("message", fault)
        writer.endObject()
    }
}
