internal import Bytes
internal import Contract
internal import HTTP
internal import Locking

/// The target of a method and a path.
enum Route: Sendable {
    /// An emulated operation.
    case operation(OperationEntry)
    /// Known, but not emulated: the operation's name.
    case notEmulated(String)
    /// The path is known only with other methods, given in the form of the field `Allow`.
    case wrongMethod(allowed: String)
    /// The path is unknown.
    case unknown
}

/// Finds the route of a request.
final class RouteTable: Sendable {
    private typealias Operations = [String: [HTTP.Method: OperationEntry]]

    private let operations: EmulatedOperations
    /// The emulated operations by path; created by the first request.
    private let byPath = Lock<Operations?>(nil)
    private let extraSlashes: ExtraSlashesReport?

    /// Creates the table of the emulated operations; others are looked up in `KnownOperations`.
    ///
    /// - Parameters:
    ///   - operations: the operations.
    ///   - extraSlashes: receives the paths that have a route only without their extra slashes.
    init(_ operations: EmulatedOperations, extraSlashes: ExtraSlashesReport? = nil) {
        self.operations = operations
        self.extraSlashes = extraSlashes
    }

    /// The emulated operations of a path.
    private func emulated(at path: String) -> [HTTP.Method: OperationEntry]? {
        byPath.withLock { table in
            let found = table ?? Self.table(of: operations.all)
            table = found
            return found[path]
        }
    }

    /// The emulated operation of a known one; nil if it is not emulated.
    func entry(of operation: KnownOperation) -> OperationEntry? {
        emulated(at: operation.path)?.first { $0.key.rawValue == operation.method }?.value
    }

    private static func table(of entries: [OperationEntry]) -> Operations {
        var table: Operations = [:]
        for entry in entries {
            let method: HTTP.Method = entry.method == .get ? .get : .post
            table["/api/v3/\(entry.pathEnd)", default: [:]][method] = entry
        }
        return table
    }

    /// The route of a request; HEAD has the route of GET.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the path as received; it is not decoded, and extra slashes are removed only if it has no route.
    /// - Returns: the route.
    func route(_ method: HTTP.Method, _ path: ByteView) -> Route {
        guard let text = path.string else { return .unknown }
        let methods = emulated(at: text)
        if let entry = methods?[method == .head ? .get : method] { return .operation(entry) }
        let other = routeOfOthers(method, path, emulated: methods.map { [HTTP.Method]($0.keys) } ?? [])
        guard case .unknown = other, let meant = path.withoutExtraSlashes else { return other }
        let found = meant.withUnsafeBytes { route(method, ByteView($0)) }
        if case .unknown = found { return found }
        extraSlashes?.report(on: path, meant: meant)
        return found
    }

    /// The route of a request without an emulated operation.
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
