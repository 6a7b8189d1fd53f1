internal import Contract
internal import HTTP
internal import JSON
internal import Journal

/// The rules of a request in the order in which they were decided.
struct RuleReport {
    /// A rule that every request of an operation has to keep.
    enum Rule: String {
        case path, method, userPool, credentials, rateLimit, contentType, syntax, fields, operation
    }

    private let rules: [Rule]
    /// The rule that refused the request; nil if none did.
    private let refusal: Rule?

    /// The report of a request without an emulated operation.
    ///
    /// - Parameter refusal: the rule that refused it.
    init(refusedBy refusal: Rule) {
        rules = [.path, .method, .userPool, .credentials, .contentType, .syntax, .fields, .operation]
        self.refusal = refusal
    }

    /// The report of a request with an operation.
    ///
    /// - Parameters:
    ///   - outcome: the answer.
    ///   - operation: the operation.
    ///   - parameters: the parameters of the request; nil if they cannot be read.
    ///   - isSigned: whether the request has a signature.
    ///   - isRateLimited: whether the requests of an access key are limited.
    init?(
        _ outcome: JournalOutcome, of operation: OperationEntry, _ parameters: RequestParameters?,
        isSigned: Bool, isRateLimited: Bool
    ) {
        // A failure of the emulator breaks no rule.
        let isNotEmulated = outcome.status == APIError.notEmulatedStatus
        guard outcome.status < 500 || isNotEmulated else { return nil }
        refusal =
            outcome.statusCode == 200
            ? nil : Self.refusal(outcome, operation, parameters, isNotEmulated: isNotEmulated)
        let limit: [Rule] = isRateLimited ? [.rateLimit] : []
        let last: [Rule] = [.fields, .operation]
        guard case .userPool = operation.reading else {
            rules = [.path, .method, .userPool, .contentType, .syntax] + limit + last
            return
        }
        // A signature is checked after the parameters are read, because it is one of them too; an unknown access key is
        // found before.
        let isKeyKnown = refusal != .credentials || outcome.apiCode.map { (1300...1306).contains($0) } == true
        rules =
            isSigned && isKeyKnown
            ? [.path, .method, .userPool, .contentType, .syntax, .credentials] + limit + last
            : [.path, .method, .userPool, .credentials] + limit + [.contentType, .syntax] + last
    }

    private static func refusal(
        _ outcome: JournalOutcome, _ operation: OperationEntry, _ parameters: RequestParameters?,
        isNotEmulated: Bool
    ) -> Rule {
        switch outcome.status {
        case 400: return parameters == nil ? .syntax : .fields
        case 404: return .userPool
        case 415: return .contentType
        case 429: return .rateLimit
        default: break
        }
        if case .userPool = operation.reading, isOfCredentials(outcome) { return .credentials }
        guard let parameters, outcome.statusCode == 400 || isNotEmulated else { return .operation }
        return haveInvalidField(parameters, operation) ? .fields : .operation
    }

    private static func isOfCredentials(_ outcome: JournalOutcome) -> Bool {
        outcome.statusCode == 401 || outcome.apiCode == APIError.userPoolNotFound.apiCode
    }

    private static func haveInvalidField(_ parameters: RequestParameters, _ operation: OperationEntry) -> Bool
    {
        var fields = FieldReader(parameters, fields: operation.declaration.fields)
        switch operation.reading {
        case .userPool(let read): _ = read(&fields)
        case .service(let read): _ = read(&fields)
        }
        return !fields.isValid
    }

    /// Writes a list of the rules with what was decided.
    func write(to writer: inout Writer) {
        writer.beginArray()
        var outcome = "kept"
        for rule in rules {
            if rule == refusal { outcome = "broken" }
            writer.beginObject()
            writer.member("rule", rule.rawValue)
            writer.member("outcome", outcome)
            writer.endObject()
            if rule == refusal { outcome = "not checked" }
        }
        writer.endArray()
    }
}
