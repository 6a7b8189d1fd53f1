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
    private let operations: EmulatedOperations
    /// The emulated operations; created by the first request.
    private let emulated = Lock<OperationTable?>(nil)
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

    /// Looks up in the table of emulated operations.
    private func lookUp<Found>(_ body: (OperationTable) -> Found) -> Found {
        emulated.withLock { table in
            if table == nil { table = OperationTable(operations.all) }
            return body(table.unsafelyUnwrapped)
        }
    }

    /// The emulated operation of a known one; nil if it is not emulated.
    func entry(of operation: KnownOperation) -> OperationEntry? {
        guard let method = OperationDeclaration.Method(rawValue: operation.method) else { return nil }
        return Array(operation.path.utf8).withUnsafeBytes { path in
            lookUp { $0.entry(method, ByteView(path)) }
        }
    }

    /// The route of a request; HEAD has the route of GET.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the path as received; it is not decoded, and extra slashes are removed only if it has no route.
    /// - Returns: the route.
    func route(_ method: HTTP.Method, _ path: ByteView) -> Route {
        if let wanted = Self.method(of: method), let entry = lookUp({ $0.entry(wanted, path) }) {
            return .operation(entry)
        }
        let other = routeOfOthers(method, path, emulated: lookUp { $0.methods(of: path) })
        guard case .unknown = other, let meant = path.withoutExtraSlashes else { return other }
        let found = meant.withUnsafeBytes { route(method, ByteView($0)) }
        if case .unknown = found { return found }
        extraSlashes?.report(on: path, meant: meant)
        return found
    }

    /// The method of the operations that a request can mean.
    private static func method(of method: HTTP.Method) -> OperationDeclaration.Method? {
        switch method {
        case .get, .head: .get
        case .post: .post
        default: nil
        }
    }

    /// The route of a request without an emulated operation.
    ///
    /// - Parameters:
    ///   - method: the request's method.
    ///   - path: the request's path.
    ///   - emulated: the methods with which the path is emulated.
    /// - Returns: the route, never one of an emulated operation.
    private func routeOfOthers(
        _ method: HTTP.Method, _ path: ByteView, emulated: [OperationDeclaration.Method]
    ) -> Route {
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
