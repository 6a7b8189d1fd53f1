internal import Bytes
internal import HTTP

/// The operations that are known to exist, with the lookup of a request among them.
///
/// They are kept as text and searched as text, so they cost nothing when the program starts. A request is looked up
/// here only when no emulated operation answers it.
enum KnownOperations {
    /// What is known of a method and a path.
    enum Finding: Equatable {
        /// An operation, named by its method and path.
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

    /// The longest part of a request's path that names it, in bytes.
    private static let nameLength = 200
    private static let newline = UInt8(ascii: "\n")

    /// Looks up a request.
    ///
    /// - Parameters:
    ///   - method: the request's method; HEAD is looked up as GET.
    ///   - path: the request's path, in ASCII.
    /// - Returns: what is known of it.
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
        // Such an operation is about paths of which no list is known, so the request's own path names it.
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

    /// Where the first line starts whose path is not before another in the order of bytes; the end when none is.
    private static func firstLine(of table: ByteView, notBefore path: ByteView) -> Int {
        var (lower, upper) = (0, table.count)
        // Both are starts of lines, or the end.
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
