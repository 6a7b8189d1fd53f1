internal import Bytes
internal import HTTP
internal import HTTPServer
internal import JSON
internal import PoolEngine
internal import Seeds

/// A request of the control API that has a route.
struct ControlRequest {
    /// A seed in a body may be as deep as a seed in a file; the size of a body bounds the rest.
    private static let limits = Limits(depth: 512, nodes: 10_000_000, allowsNul: false)

    /// How many bytes of a path the log shows.
    private static let shownPathLength = 200

    private let route: ControlRoute
    private let values: [String: String]
    private let query: [String: String]
    private let body: SeedObject
    private let bodyText: [UInt8]
    private let lastEventId: String?
    /// Host and port as the caller has them; empty in a request of HTTP/1.0 without Host.
    private let host: String
    private let name: String

    /// Finds the route of a request and reads its parameters.
    ///
    /// - Throws: `ControlError`, `SeedError`.
    init(_ request: borrowing Request, at path: ByteView) throws {
        (route, values) = try Self.route(request.method == .head ? .get : request.method, path)
        query = try Self.query(request, of: route)
        // The bytes of the request are valid only during the call.
        bodyText = request.body.bytes
        body = try Self.body(bodyText, of: route)
        name = Self.name(of: request)
        lastEventId = request.headers["last-event-id"]?.string
        host = request.host.string ?? ""
    }

    /// The call of the request.
    ///
    /// - Parameters:
    ///   - context: what it works on.
    ///   - isTrusted: whether the caller may see secrets.
    ///   - responder: sends the response.
    /// - Returns: the call, ready to run.
    func call(in context: ControlContext, isTrusted: Bool, with responder: Responder) -> ControlCall {
        ControlCall(
            context: context, route: route, values: values, query: query, lastEventId: lastEventId,
            body: body, bodyText: bodyText,
            baseURL: "http://\(host.isEmpty ? responder.localAddress : host)", maySeeSecrets: isTrusted,
            name: name,
            requestId: context.environment.random.uuid(),
            responder: responder)
    }

    /// The method and path of a request, as the log shows them.
    static func name(of request: borrowing Request) -> String {
        let path = request.path.view(0..<min(request.path.count, shownPathLength))
        return "\(request.method.rawValue) \(String(decoding: path, as: UTF8.self))"
    }

    private static func route(
        _ method: HTTP.Method, _ path: ByteView
    ) throws(ControlError) -> (ControlRoute, [String: String]) {
        var others: [HTTP.Method] = []
        for route in ControlRoute.parts(of: path).map(ControlRoute.routes(of:)) ?? [] {
            if route.route.method == method { return route }
            others.append(route.route.method)
        }
        guard others.isEmpty else { throw .methodNotAllowed(others) }
        throw ControlError(404, "unknown_path", "the control API has no such path")
    }

    private static func query(
        _ request: borrowing Request, of route: ControlRoute
    ) throws(ControlError) -> [String: String] {
        guard let query = request.query else { return [:] }
        var values: [String: String] = [:]
        guard let pairs = try? FormPairs.decoded(query) else {
            throw .invalidRequest("the query cannot be read")
        }
        for (name, value) in pairs {
            guard route.query.contains(where: { $0.name == name }) else {
                let known = route.query.map(\.name).joined(separator: ", ")
                throw .invalidRequest(
                    "unknown parameter \(name)" + (known.isEmpty ? "" : "; known here: \(known)"))
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalidRequest("\(name): duplicate parameter")
            }
        }
        return values
    }

    private static func body(_ text: [UInt8], of route: ControlRoute) throws -> SeedObject {
        let isEmpty = text.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) }
        guard let fields = route.body else {
            // Some clients send an empty object with every POST.
            guard isEmpty || text == Array("{}".utf8) else {
                throw ControlError.invalidRequest("this call has no body")
            }
            return try body([], allowing: [])
        }
        return try body(isEmpty ? [] : text, allowing: fields.map(\.name))
    }

    /// Reads a body; an empty one is that of an object without members.
    private static func body(_ text: [UInt8], allowing names: [String]) throws -> SeedObject {
        do {
            let document = try Document(parsing: text.isEmpty ? Array("{}".utf8) : text, limits: limits)
            return try SeedObject(
                document.root, at: SeedPath(file: "the body", text: ""), allowing: names)
        } catch let error as ParseError {
            throw ControlError(400, "invalid_json", "the body is not JSON: \(error.description(in: text))")
        }
    }
}

extension ControlRoute {
    /// The routes of a path, with the values in it.
    static func routes(of parts: [String]) -> [(route: ControlRoute, values: [String: String])] {
        all.compactMap { route in route.values(of: parts).map { (route, $0) } }
    }
}

extension ControlError {
    /// The error of a path that exists only with other methods.
    static func methodNotAllowed(_ methods: [HTTP.Method]) -> ControlError {
        var names = Set(methods.map(\.rawValue))
        if names.contains(Method.get.rawValue) { names.insert(Method.head.rawValue) }
        let allowed = names.sorted().joined(separator: ", ")
        var error = ControlError(405, "method_not_allowed", "this path takes \(allowed)")
        error.headers = [("Allow", allowed)]
        return error
    }
}
