internal import HTTP

/// What stands behind a method and a path.
enum Route: Sendable {
    /// An operation on the directory.
    case operation(OperationEntry)
    /// The operation that gives tokens.
    case managementToken
    /// Known to the public description, but not emulated: the operation's name.
    case notEmulated(String)
    /// The path is known with other methods only, named as the field `Allow` wants them.
    case wrongMethod(allowed: String)
    /// The path is unknown.
    case unknown
}

/// Finds the route of a request.
struct RouteTable: Sendable {
    /// The end of the few paths that carry an id as their last segment.
    private static let idSegment = "/{id}"

    private var byPath: [String: [HTTP.Method: Route]] = [:]

    /// Makes the table of the public description's operations, of which some are emulated.
    init(emulated: [OperationEntry]) {
        for operation in PublicOperation.all {
            guard let method = HTTP.Method(rawValue: operation.method) else { continue }
            let path = operation.path
            byPath[path, default: [:]][method] = .notEmulated("\(operation.method) \(path)")
        }
        add(.managementToken, for: GetManagementToken.declaration)
        for entry in emulated { add(.operation(entry), for: entry.declaration) }
    }

    private mutating func add(_ route: Route, for declaration: OperationDeclaration) {
        let method: HTTP.Method = declaration.method == .get ? .get : .post
        byPath[declaration.path, default: [:]][method] = route
    }

    /// The route of a request; HEAD goes where GET goes.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the path as received; it is compared as it is, neither decoded nor cleaned.
    /// - Returns: the route, `unknown` when there is none.
    func route(_ method: HTTP.Method, _ path: ByteView) -> Route {
        guard let path = path.string, let methods = byPath[path] ?? byPath[Self.pattern(of: path)] else {
            return .unknown
        }
        if let route = methods[method == .head ? .get : method] { return route }
        var names = methods.keys.map(\.rawValue)
        if methods[.get] != nil { names.append(HTTP.Method.head.rawValue) }
        return .wrongMethod(allowed: names.sorted().joined(separator: ", "))
    }

    /// The path with its last segment taken for an id; a path without one as it is.
    private static func pattern(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.utf8.startIndex,
            path.utf8.last != UInt8(ascii: "/")
        else { return path }
        return path[..<slash] + idSegment
    }
}
