internal import Bytes
internal import Contract
internal import HTTP
public import Journal

extension ManagementService {
    /// The header fields that the emulator looks at, in small letters.
    private static let readHeaders: Set<String> = [
        "authorization", "host", "origin", "content-type", "date", "x-authing-lang", "x-genauth-lang",
        "x-authing-userpool-id", "x-genauth-userpool-id",
    ]
    /// Header fields about the connection and the form of the answer, which clients add on their own.
    private static let usualHeaders: Set<String> = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "connection",
        "content-length", "expect", "keep-alive", "pragma", "te", "transfer-encoding", "upgrade",
        "user-agent",
    ]

    /// The fields, query parameters and header fields of a recorded request that the emulator did not look at.
    ///
    /// - Parameter entry: the request.
    /// - Returns: them in order, each once; none for a request without an emulated operation.
    public func unreadInputs(of entry: JournalEntry) -> [UnreadInput] {
        withRequest(of: entry) { unreadInputs(of: $0) } ?? []
    }

    /// Those of a request.
    func unreadInputs(of request: borrowing Request) -> [UnreadInput] {
        guard case .operation(let operation) = route(of: request) else { return [] }
        var inputs: [UnreadInput] = []
        if let parameters = try? readParameters(of: request) {
            let isQuery = if case .query = parameters { true } else { false }
            inputs += parameters.names(unknownTo: operation.declaration).map {
                UnreadInput(isQuery ? .query : .field, $0)
            }
        }
        if request.method != .get, request.method != .head, let query = request.query {
            inputs += ((try? FormPairs.decoded(query)) ?? []).map { UnreadInput(.query, $0.name) }
        }
        let isSigned = if case .signature = Credentials(of: request.headers) { true } else { false }
        for header in request.headers {
            let name = String(decoding: header.name, as: UTF8.self).lowercased()
            if !Self.isRead(name, isSigned: isSigned) { inputs.append(UnreadInput(.header, name)) }
        }
        var seen: Set<UnreadInput> = []
        return inputs.filter { seen.insert($0).inserted }
    }

    /// Whether a header field is looked at; those of a signature are only read in a signed request.
    private static func isRead(_ name: String, isSigned: Bool) -> Bool {
        if readHeaders.contains(name) || usualHeaders.contains(name) { return true }
        if name.hasPrefix("x-genauth-emulator-") || name.hasPrefix("sec-") { return true }
        return isSigned && ["x-authing-signature-", "x-genauth-signature-"].contains { name.hasPrefix($0) }
            || isSigned && (name == "x-authing-date" || name == "x-genauth-date")
    }
}
