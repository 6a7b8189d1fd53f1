internal import Bytes
internal import HTTP

/// The target of a method and a path.
enum Route: Sendable {
    /// An emulated operation.
    case operation(OperationEntry)
    /// Known, but not emulated: the operation's name.
    case notEmulated(String)
    /// The path is known with other methods only, named as the field `Allow` wants them.
    case wrongMethod(allowed: String)
    /// The path is unknown.
    case unknown
}

/// Finds the route of a request.
struct RouteTable: Sendable {
    /// The operations that are emulated.
    private var byPath: [String: [HTTP.Method: Route]] = [:]
    private let extraSlashes: ExtraSlashesReport?

    /// Makes the table of the operations that are emulated; the others are looked up in `KnownOperations`.
    ///
    /// - Parameters:
    ///   - emulated: the operations.
    ///   - extraSlashes: receives the paths that have a route only without their extra slashes.
    init(emulated: [OperationEntry], extraSlashes: ExtraSlashesReport? = nil) {
        self.extraSlashes = extraSlashes
        for entry in emulated {
            let method: HTTP.Method = entry.method == .get ? .get : .post
            byPath["/api/v3/\(entry.pathEnd)", default: [:]][method] = .operation(entry)
        }
    }

    /// The route of a request; HEAD goes where GET goes.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the path as received; it is not decoded, and cleaned of extra slashes only where it has no route.
    /// - Returns: the route, `unknown` when there is none.
    func route(_ method: HTTP.Method, _ path: ByteView) -> Route {
        guard let text = path.string else { return .unknown }
        let methods = byPath[text]
        if let route = methods?[method == .head ? .get : method] { return route }
        let other = routeOfOthers(method, path, emulated: methods.map { [HTTP.Method]($0.keys) } ?? [])
        guard case .unknown = other, let meant = path.withoutExtraSlashes else { return other }
        let found = meant.withUnsafeBytes { route(method, ByteView($0)) }
        if case .unknown = found { return found }
        extraSlashes?.report(on: path, meant: meant)
        return found
    }

    /// The route of a request that no emulated operation answers.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the request's path.
    ///   - emulated: the methods with which the path is emulated.
    /// - Returns: the route, never one of an emulated operation.
    private func routeOfOthers(_ method: HTTP.Method, _ path: ByteView, emulated: [HTTP.Method]) -> Route {
        var names = Set(emulated.map(\.rawValue))
        switch KnownOperations.find(method, path) {
        case .operation(let name): return .notEmulated(name)
        case .otherMethods(let methods): names.formUnion(methods)
        case .nothing: break
        }
        guard !names.isEmpty else { return .unknown }
        if names.contains(HTTP.Method.get.rawValue) { names.insert(HTTP.Method.head.rawValue) }
        return .wrongMethod(allowed: names.sorted().joined(separator: ", "))
    }
}
