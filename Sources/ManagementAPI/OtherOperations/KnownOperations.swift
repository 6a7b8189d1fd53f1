internal import HTTP

/// The operations that are known to exist and may have no emulation, with the lookup of a request among them.
///
/// They are kept as text and searched as text, so they cost nothing when the program starts. Only a request that no
/// emulated operation answers is looked up here.
enum KnownOperations {
    /// Operations from one source.
    struct Rows: Sendable {
        /// One operation a line: the method or `ANY`, one space, the path.
        ///
        /// In a path a segment in braces (`{id}`) is any one segment, and `**` at the end is any rest.
        let text: StaticString
        /// Whether a path takes no other methods than the rows name.
        var methodsAreSure = true
        /// Whether the id of an application may precede the path as a segment of its own.
        var mayFollowApplicationId = false
    }

    /// What is known of a method and a path.
    enum Finding: Equatable {
        /// An operation, named by its method and path.
        case operation(String)
        /// Only operations with other methods, in capitals; some may be there twice.
        case otherMethods([String])
        /// Nobody has this path.
        case nothing
    }

    /// What is known beside the public description of the management API.
    static let elsewhere = [newerSDKs, authentication, liveList, otherClients, entryPoints]

    /// The longest part of a request's path that names it, in bytes.
    private static let nameLength = 200

    /// Looks up a request.
    ///
    /// - Parameters:
    ///   - method: the request's method; HEAD goes where GET goes.
    ///   - path: the request's path, in ASCII.
    /// - Returns: what is known of it.
    static func find(_ method: HTTP.Method, _ path: ByteView) -> Finding {
        let wanted = (method == .head ? .get : method).rawValue
        var found: [Row] = []
        for rows in PublicOperation.rows + elsewhere {
            collect(rows, at: path, prefix: "", into: &found)
            if rows.mayFollowApplicationId, let rest = path.withoutFirstSegment {
                collect(rows, at: rest, prefix: "/{appId}", into: &found)
            }
        }
        let fitting = found.first { $0.method == wanted || $0.method == anyMethod }
        if let row = fitting ?? found.first, fitting != nil || !found.contains(where: \.isSure) {
            return .operation(name(of: row, for: wanted, path))
        }
        return found.isEmpty ? .nothing : .otherMethods(found.map(\.method))
    }

    /// How many operations some rows have.
    static func count(_ rows: Rows) -> Int { ByteView(rows.text).count { $0 == UInt8(ascii: "\n") } + 1 }

    private static func name(of row: Row, for method: String, _ path: ByteView) -> String {
        guard row.method == anyMethod else { return "\(row.method) \(row.path)" }
        // Such a row is about paths of which no list is known, so the request's own path names the operation.
        return "\(method) \(path.view(0..<min(path.count, nameLength)).string ?? row.path)"
    }

    /// Adds the rows that have a path.
    private static func collect(_ rows: Rows, at path: ByteView, prefix: String, into found: inout [Row]) {
        var rest = ByteView(rows.text)
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
            let line = rest.view(0..<end)
            rest = rest.view(min(end + 1, rest.count)..<rest.count)
            guard let blank = line.firstIndex(of: UInt8(ascii: " ")) else { continue }
            let pattern = line.view(blank + 1..<line.count)
            guard pattern.isPattern(of: path), let method = line.view(0..<blank).string,
                let text = pattern.string
            else { continue }
            found.append(Row(method: method, path: prefix + text, isSure: rows.methodsAreSure))
        }
    }

    private static let anyMethod = "ANY"

    /// A row that has the request's path.
    private struct Row {
        let method: String
        let path: String
        let isSure: Bool
    }
}

extension ByteView {
    /// Whether a path fits this one, in which `{id}` is any one segment and `**` at the end any rest.
    fileprivate func isPattern(of path: ByteView) -> Bool {
        var (here, there) = (0, 0)
        while here < count {
            switch self[here] {
            case UInt8(ascii: "*"):
                return true
            case UInt8(ascii: "{"):
                while here < count, self[here] != UInt8(ascii: "/") { here += 1 }
                let start = there
                while there < path.count, path[there] != UInt8(ascii: "/") { there += 1 }
                guard there > start else { return false }
            default:
                guard there < path.count, path[there] == self[here] else { return false }
                here += 1
                there += 1
            }
        }
        return there == path.count
    }

    /// A path from its second segment on, or nil when it has one segment only.
    fileprivate var withoutFirstSegment: ByteView? {
        guard count > 1, let slash = view(1..<count).firstIndex(of: UInt8(ascii: "/")), slash > 0 else {
            return nil
        }
        return view(1 + slash..<count)
    }
}
