internal import Bytes
internal import HTTP

/// Looks up requests in the operations that are known to exist.
///
/// The operations are stored and searched as text, so they cost nothing at the start. Only requests without an emulated
/// operation are looked up.
enum KnownOperations {
    /// The result of a lookup.
    enum Finding: Equatable {
        /// An operation: its method and path.
        case operation(String)
        /// Only operations with other methods, in capitals; a method may occur twice.
        case otherMethods([String])
        /// The path is unknown.
        case nothing
    }

    /// All operations, those with fixed paths first, each part in the order of its table.
    static var all: [KnownOperation] {
        [fixedPaths, patterns].flatMap { table in
            "\(table)".split(separator: "\n").compactMap { KnownOperation($0) }
        }
    }

    /// The most bytes of a request's path that are used as its name.
    private static let nameLength = 200
    private static let newline = UInt8(ascii: "\n")

    /// Looks up a request.
    ///
    /// - Parameters:
    ///   - method: the request's method; HEAD is looked up as GET.
    ///   - path: the request's path, in ASCII.
    /// - Returns: the result.
    static func find(_ method: HTTP.Method, _ path: ByteView) -> Finding {
        let wanted = (method == .head ? .get : method).rawValue
        if isListed(wanted, path), let name = path.string { return .operation("\(wanted) \(name)") }
        var found = operations(at: path).map { (name: $0.path, operation: $0) }
        if let rest = path.withoutFirstSegment {
            found += operations(at: rest).filter(\.source.mayFollowApplicationId)
                .map { (name: "/{appId}" + $0.path, operation: $0) }
        }
        let fitting = found.first { $0.operation.method == wanted || $0.operation.method == anyMethod }
        guard let first = fitting ?? found.first else { return .nothing }
        guard fitting != nil || !found.contains(where: \.operation.source.namesEveryMethod) else {
            return .otherMethods(found.map(\.operation.method))
        }
        guard first.operation.method == anyMethod else {
            return .operation("\(first.operation.method) \(first.name)")
        }
        // The paths of such an operation are not listed, so the request's own path is its name.
        let shown = path.view(0..<min(path.count, nameLength)).string
        return .operation("\(wanted) \(shown ?? first.name)")
    }

    /// Whether an operation has exactly this method and path, as most that are called have.
    private static func isListed(_ method: String, _ path: ByteView) -> Bool {
        let table = ByteView(fixedPaths)
        var start = firstLine(of: table, notBefore: path)
        while start < table.count {
            let line = table.line(at: start)
            guard line.path.elementsEqual(path) else { return false }
            let rest = line.view(path.count + 1..<line.count)
            if rest.path.elementsEqual(method.utf8) { return true }
            start += line.count + 1
        }
        return false
    }

    /// The operations of a path, those with exactly this path first.
    private static func operations(at path: ByteView) -> [KnownOperation] {
        var found: [KnownOperation] = []
        let table = ByteView(fixedPaths)
        var start = firstLine(of: table, notBefore: path)
        while start < table.count {
            let line = table.line(at: start)
            guard line.path.elementsEqual(path), let operation = KnownOperation(line) else { break }
            found.append(operation)
            start += line.count + 1
        }
        let patterns = ByteView(patterns)
        start = 0
        while start < patterns.count {
            let line = patterns.line(at: start)
            if line.path.isPattern(of: path), let operation = KnownOperation(line) {
                found.append(operation)
            }
            start += line.count + 1
        }
        return found
    }

    /// The start of the first line whose path does not precede another one in the order of bytes; the end if there is
    /// none.
    private static func firstLine(of table: ByteView, notBefore path: ByteView) -> Int {
        var (lower, upper) = (0, table.count)
        // Both are the start of a line, or the end.
        while lower < upper {
            var start = (lower + upper) / 2
            while start > lower, table[start - 1] != newline { start -= 1 }
            let line = table.line(at: start)
            if line.path.lexicographicallyPrecedes(path) {
                lower = min(start + line.count + 1, table.count)
            } else {
                upper = start
            }
        }
        return lower
    }

    private static let anyMethod = "ANY"
}
