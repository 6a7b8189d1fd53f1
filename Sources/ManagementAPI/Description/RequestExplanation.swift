internal import Bytes
internal import Contract
internal import Faults
internal import HTTP
internal import JSON
public import Journal
internal import PoolEngine

/// Explains a recorded request: who its caller is, and why it was refused.
///
/// What is shown follows from the request and the present access keys, not from a record of the decision.
extension ManagementService {
    /// The explanation of a request.
    ///
    /// - Parameter entry: the request and its answer.
    /// - Returns: a JSON object; it contains no secret.
    public func explanation(of entry: JournalEntry) -> [UInt8] {
        var writer = Writer()
        writer.beginObject()
        _ = entry.withRequest { request in
            if let length = UserPoolPath.prefixLength(of: request.path) {
                write(request.removingPathPrefix(length), to: &writer)
            } else {
                write(request, to: &writer)
            }
        }
        if entry.outcome.statusCode != 200, let detail = entry.outcome.detail {
            writer.member("reason", detail)
        }
        if let fault = entry.fault { writer.member("fault", fault.description) }
        writer.endObject()
        return writer.finish()
    }

    private func write(_ request: borrowing Request, to writer: inout Writer) {
        writer.name("caller")
        writer.beginObject()
        switch Credentials(of: request.headers) {
        case .none: writer.member("credentials", "none")
        case .unreadable: writer.member("credentials", "neither a token nor a signature")
        case .token(let text):
            writer.member("credentials", "token")
            if let token = ManagementToken(unverified: text) {
                writer.member("accessKeyId", token.accessKeyId)
                writer.member("userPoolId", token.userPoolId)
                writer.member("issuedAt", Timestamp(milliseconds: token.issuedAt * 1_000).iso8601)
                writer.member("expiresAt", Timestamp(milliseconds: token.expiresAt * 1_000).iso8601)
            }
        case .signature(let id, _):
            writer.member("credentials", "signature")
            writer.member("accessKeyId", id)
            writer.member("userPoolId", pools.accessKey(id: id)?.pool.id)
        }
        writer.endObject()
    }
}
