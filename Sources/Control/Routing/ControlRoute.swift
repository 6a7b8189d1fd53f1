internal import Bytes
internal import HTTP

/// One call of the control API: its path, what it reads, and what it does.
struct ControlRoute: Sendable {
    /// The response of a call that succeeds.
    enum Answer: Sendable {
        /// An object.
        case object(Int, ControlObject)
        /// A JSON document of another format, with status 200.
        case document(String)
        /// Server-sent events, with status 200.
        case events(String)
        /// 204 without content.
        case none

        /// The HTTP status of success.
        var status: Int {
            switch self {
            case .object(let status, _): status
            case .document, .events: 200
            case .none: 204
            }
        }
    }

    /// The name of the call in the description, `createUserPool`.
    let id: String
    /// The method; a HEAD request uses the route of GET.
    let method: HTTP.Method
    /// The path after `/_emulator`, with names in braces for values.
    let path: String
    /// What it does, in a sentence.
    let summary: String
    /// The parameters of the query.
    let query: [ControlField]
    /// The members of the body; nil for a call without body.
    let body: [ControlField]?
    /// The response of success.
    let answer: Answer
    /// Runs a call; an error that it throws becomes the response.
    let run: @Sendable (ControlCall) throws -> Void

    private let segments: [Segment]

    private enum Segment: Sendable {
        case text(String)
        case value(String)
    }

    /// Declares a call.
    init(
        _ id: String, _ method: HTTP.Method, _ path: String, _ summary: String, query: [ControlField] = [],
        body: [ControlField]? = nil, answer: Answer, run: @escaping @Sendable (ControlCall) throws -> Void
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.query = query
        self.body = body
        self.answer = answer
        self.run = run
        segments = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? .value(String(part.dropFirst().dropLast())) : .text(String(part))
        }
    }

    /// The names of the values in the path.
    var valueNames: [String] {
        segments.compactMap { if case .value(let name) = $0 { name } else { nil } }
    }

    /// The values of a path by their names; nil if the path is not this route's.
    func values(of parts: [String]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .text(let text): guard text == part else { return nil }
            case .value(let name):
                guard !part.isEmpty else { return nil }
                values[name] = part
            }
        }
        return values
    }
}

extension ControlRoute {
    /// All calls, in the order of the description.
    static let all =
        userPools + [seed] + tokens + snapshots + resets + clocks + faults + [requestStream] + journal
        + statements
        + events + webhooks + deliveries + [
            unreadInputs, coverage,
        ]

    /// The decoded parts of a path after `/_emulator`; nil if it cannot be decoded.
    static func parts(of path: ByteView) -> [String]? {
        var parts: [String] = []
        // Without the slash at the end of the prefix, which is also the one before the first part.
        var start = ControlService.prefix.utf8CodeUnitCount
        guard path.count > start else { return nil }
        while true {
            let end = path.view(start..<path.count).firstIndex(of: UInt8(ascii: "/")).map { start + $0 }
            guard let part = PercentEncoding.decoded(segment: path.view(start..<(end ?? path.count))) else {
                return nil
            }
            parts.append(part)
            guard let end else { return parts }
            start = end + 1
        }
    }
}
