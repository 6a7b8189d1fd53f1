internal import Bytes
internal import Contract
internal import Faults
internal import HTTP
internal import JSON
public import Journal
public import PoolEngine

/// Explains a recorded request: who its caller is, which rules were decided, and what was not looked at.
///
/// What is shown follows from the request, its answer and the present access keys, not from a record of the decisions.
extension ManagementService {
    /// The explanation of a request.
    ///
    /// - Parameters:
    ///   - entry: the request and its answer.
    ///   - pool: the user pool of the journal.
    /// - Returns: a JSON object; it contains no secret.
    public func explanation(of entry: JournalEntry, in pool: UserPool) -> [UInt8] {
        var writer = Writer()
        writer.beginObject()
        _ = withRequest(of: entry) { request in
            writeCaller(of: request, to: &writer)
            switch route(of: request) {
            case .operation(let operation):
                explain(request, entry, operation, to: &writer)
                if case .userPool = operation.reading {
                    StatementReport(of: entry.requestId, in: pool).write(to: &writer)
                }
            case .notEmulated: writeRules(RuleReport(refusedBy: .path), to: &writer)
            case .wrongMethod: writeRules(RuleReport(refusedBy: .method), to: &writer)
            case .unknown:
                writeRules(RuleReport(refusedBy: .path), to: &writer)
                writeNearest(request.path, to: &writer)
            }
        }
        if entry.outcome.statusCode != 200, let detail = entry.outcome.detail {
            writer.member("reason", detail)
        }
        if let fault = entry.fault { writer.member("fault", fault.description) }
        writer.endObject()
        return writer.finish()
    }

    /// Parses a recorded request, without the beginning of its path that selects a user pool.
    func withRequest<Result>(of entry: JournalEntry, _ body: (borrowing Request) -> Result) -> Result? {
        entry.withRequest { request in
            guard let length = UserPoolPath.prefixLength(of: request.path) else { return body(request) }
            return body(request.removingPathPrefix(length))
        }
    }

    private func writeCaller(of request: borrowing Request, to writer: inout Writer) {
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
                if let time = Self.moment(token.issuedAt) { writer.member("issuedAt", time) }
                if let time = Self.moment(token.expiresAt) { writer.member("expiresAt", time) }
            }
        case .signature(let id, _):
            writer.member("credentials", "signature")
            writer.member("accessKeyId", id)
            writer.member("userPoolId", pools.accessKey(id: id)?.pool.id)
        }
        writer.endObject()
    }

    private func explain(
        _ request: borrowing Request, _ entry: JournalEntry, _ operation: OperationEntry,
        to writer: inout Writer
    ) {
        let parameters = try? readParameters(of: request)
        var isSigned = false
        if case .signature(let id, let signature) = Credentials(of: request.headers) {
            isSigned = true
            if case .userPool = operation.reading, let parameters, let (pool, key) = pools.accessKey(id: id) {
                writer.name("signature")
                SignatureExplanation(
                    signature, of: key, others: pool.accessKeys.filter { $0.id != id }, request,
                    parameters: parameters, declaration: operation.declaration
                ).write(to: &writer)
            }
        }
        // The answer of a fault says nothing about the rules.
        if entry.fault == nil {
            writeRules(
                RuleReport(
                    entry.outcome, of: operation, parameters, isSigned: isSigned,
                    isRateLimited: limitsRate), to: &writer)
        }
        writer.name("unread")
        writer.beginArray()
        for input in unreadInputs(of: request) {
            writer.beginObject()
            writer.member("kind", input.kind.rawValue)
            writer.member("name", input.name)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeRules(_ report: RuleReport?, to writer: inout Writer) {
        guard let report else { return }
        writer.name("rules")
        report.write(to: &writer)
    }

    private func writeNearest(_ path: ByteView, to writer: inout Writer) {
        writer.name("nearestOperations")
        writer.beginArray()
        for (operation, distance) in NearestOperations.find(String(decoding: path, as: UTF8.self)) {
            writer.beginObject()
            writer.member("method", operation.method)
            writer.member("path", operation.path)
            writer.member("isEmulated", entry(of: operation) != nil)
            writer.member("distance", Int64(distance))
            writer.endObject()
        }
        writer.endArray()
    }

    /// A time in a token that was not verified; nil before 1970 and after the year 9999.
    private static func moment(_ seconds: Int64) -> String? {
        guard seconds >= 0, seconds <= PoolClock.latest.seconds else { return nil }
        return Timestamp(milliseconds: seconds * 1_000).iso8601
    }
}
