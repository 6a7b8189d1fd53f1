public import HTTP
public import JSON

/// A call of the control API as a tool of coding agents, with all its parameters in one object.
public struct ControlTool: Sendable {
    /// A request of the call.
    public struct Request: Sendable {
        /// The method.
        public let method: HTTP.Method
        /// The path after `/_emulator` with the query, percent-encoded.
        public let target: String
        /// A JSON text, or empty.
        public let body: [UInt8]
    }

    /// Arguments that make no request; the reason is for the caller.
    public struct InvalidArguments: Error, Equatable {
        /// What is wrong.
        public let reason: String
    }

    private let route: ControlRoute

    /// The tools: all calls that answer with JSON or nothing.
    public static let all = ControlRoute.all.filter { route in
        if case .events = route.answer { false } else { true }
    }.map(ControlTool.init(route:))

    /// The name of the call.
    public var name: String { route.id }

    /// What it does, in a sentence.
    public var summary: String { route.summary }

    /// Whether it changes nothing.
    public var isReadOnly: Bool { route.method == .get }

    /// The JSON Schema of the arguments.
    public var inputSchema: [UInt8] { ControlDocument.inputSchema(of: route) }

    /// The request with these arguments.
    ///
    /// Values in the body are checked by the server.
    ///
    /// - Parameter arguments: an object; nil for none.
    /// - Returns: the request.
    /// - Throws: `InvalidArguments`.
    public func request(_ arguments: Value?) throws(InvalidArguments) -> Request {
        try requireKnown(arguments)
        var path = ""
        for part in route.path.split(separator: "/") {
            guard part.hasPrefix("{") else {
                path += "/\(part)"
                continue
            }
            let name = String(part.dropFirst().dropLast())
            guard let value = try text(of: name, in: arguments) else {
                throw InvalidArguments(reason: "\(name) is missing")
            }
            path += "/\(PercentEncoding.encoded(segment: value))"
        }
        var query: [String] = []
        for field in route.query {
            guard let value = try text(of: field.name, in: arguments) else { continue }
            query.append("\(field.name)=\(PercentEncoding.encoded(segment: value))")
        }
        let target = path + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))")
        return Request(method: route.method, target: target, body: body(arguments))
    }

    private func requireKnown(_ arguments: Value?) throws(InvalidArguments) {
        let known = route.argumentNames
        guard let members = arguments?.members else { return }
        for (name, _) in members where !known.contains(name.string ?? "") {
            let list = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
            throw InvalidArguments(reason: "\(route.id) has no argument \(name.string ?? ""); \(list)")
        }
    }

    /// An argument of the path or the query as text; nil if it is absent.
    private func text(of name: String, in arguments: Value?) throws(InvalidArguments) -> String? {
        guard let value = arguments?[name], !value.isNull else { return nil }
        if let text = value.string { return text }
        guard value.kind != .object, value.kind != .array else {
            throw InvalidArguments(reason: "\(name) must be a text or a number")
        }
        return String(decoding: value.text, as: UTF8.self)
    }

    private func body(_ arguments: Value?) -> [UInt8] {
        guard let fields = route.body else { return [] }
        var writer = Writer()
        writer.beginObject()
        for field in fields {
            guard let value = arguments?[field.name] else { continue }
            writer.name(field.name)
            writer.raw(value)
        }
        writer.endObject()
        return writer.finish()
    }
}

extension ControlRoute {
    /// The names of all parameters, which are distinct: those of the path, the query and the body.
    var argumentNames: [String] {
        valueNames + query.map(\.name) + (body ?? []).map(\.name)
    }
}
