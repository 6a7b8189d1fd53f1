internal import Bytes
internal import HTTP

extension ByteView {
    /// Whether a path matches this pattern, in which `{id}` is any one segment and `**` at the end any rest.
    func isPattern(of path: ByteView) -> Bool {
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

    /// A path without its first segment; nil if it has only one.
    var withoutFirstSegment: ByteView? {
        guard count > 1, let slash = view(1..<count).firstIndex(of: UInt8(ascii: "/")), slash > 0 else {
            return nil
        }
        return view(1 + slash..<count)
    }

    /// The line that starts at a position, without its line feed.
    func line(at start: Int) -> ByteView {
        let rest = view(start..<count)
        return rest.view(0..<(rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count))
    }

    /// The bytes before the first space: the path of a line of a table.
    var path: ByteView { view(0..<(firstIndex(of: UInt8(ascii: " ")) ?? count)) }
}
