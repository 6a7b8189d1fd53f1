internal import Bytes
internal import JSON
internal import SQLite

/// A node of a tree that is cut down to what a user may do.
struct PermittedTreeNode {
    /// The node in the struct.
    let node: Value
    /// What is permitted on the node or somewhere below it.
    let actions: DataActions
    let children: [PermittedTreeNode]
}

/// What some policies say of the nodes of one data resource.
///
/// The paths are in the order of their bytes, as the index has them. Nodes are mostly in this order, too, so the path of
/// a node is mostly the next one; otherwise it is searched.
struct TreeGrants {
    private struct Entry {
        /// The place of the path in `bytes`.
        let path: Range<Int>
        var grant = DataGrant()
    }

    private static let slash = UInt8(ascii: "/")

    private let resource: DataResource
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// The action read last, since neighbouring permissions are mostly about the same one.
    private var last: (action: ExactText, actions: DataActions)?
    /// The path of the node that is cut.
    private var path: [UInt8] = []
    /// The entry after the one found last.
    private var next = 0

    init(of resource: DataResource) {
        self.resource = resource
    }

    /// What is permitted on the resource itself, whose path is empty and therefore first.
    var ofResource: DataActions {
        guard let first = entries.first, first.path.isEmpty else { return .none }
        return first.grant.permitted
    }

    /// Adds a permission on a node.
    ///
    /// - Parameters:
    ///   - action: the action, or `*`.
    ///   - path: the path of the node; not before those added earlier.
    ///   - isDenied: whether the permission denies.
    mutating func add(_ action: String, on path: String, isDenied: Bool) {
        let actions = actions(ExactText(action))
        let path = [UInt8](path.utf8)
        if entries.isEmpty || !has(path, at: entries.count - 1) {
            entries.append(Entry(path: bytes.count..<bytes.count + path.count))
            bytes += path
        }
        entries[entries.count - 1].grant.add(actions, isDenied: isDenied)
    }

    private mutating func actions(_ action: ExactText) -> DataActions {
        if let last, last.action == action { return last.actions }
        let actions = DataActions(action, of: resource)
        last = (action, actions)
        return actions
    }

    /// The nodes on which, or below which, something is permitted.
    ///
    /// - Parameter siblings: the nodes of one level, below the node that `path` names.
    /// - Returns: those of them, in order.
    mutating func cut(_ siblings: some Sequence<Value>) -> [PermittedTreeNode] {
        var nodes: [PermittedTreeNode] = []
        let length = path.count
        for node in siblings {
            path.removeSubrange(length...)
            path += (node["code"]?.string ?? "").utf8
            var actions = permitted()
            var children: [PermittedTreeNode] = []
            path.append(Self.slash)
            if let below = node["children"], below.count > 0, hasEntryBelow() {
                children = cut(below.elements)
            }
            for child in children { actions.formUnion(child.actions) }
            guard !actions.isEmpty else { continue }
            nodes.append(PermittedTreeNode(node: node, actions: actions, children: children))
        }
        path.removeSubrange(length...)
        return nodes
    }

    /// What is permitted on the node with `path`.
    private mutating func permitted() -> DataActions {
        var found = next
        if next == entries.count || !has(path, at: next) {
            found = place(of: path)
            guard found < entries.count, has(path, at: found) else { return .none }
        }
        next = found + 1
        return entries[found].grant.permitted
    }

    /// Whether a path begins with `path`, which ends with a slash.
    private func hasEntryBelow() -> Bool {
        if next < entries.count, has(path, at: next, asPrefix: true) { return true }
        let place = place(of: path)
        return place < entries.count && has(path, at: place, asPrefix: true)
    }

    /// Whether an entry has a path, or begins with it.
    private func has(_ path: [UInt8], at index: Int, asPrefix: Bool = false) -> Bool {
        let range = entries[index].path
        guard asPrefix ? range.count >= path.count : range.count == path.count else { return false }
        return Self.compare(bytes, range.prefix(path.count), path) == 0
    }

    /// The first entry that is not before a path.
    private func place(of path: [UInt8]) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.compare(bytes, entries[middle].path, path) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// The order of a part of some bytes and a path.
    ///
    /// Static: a closure that has `self` would copy all of it each time.
    private static func compare(_ bytes: [UInt8], _ part: Range<Int>, _ path: [UInt8]) -> Int {
        bytes.withUnsafeBytes { bytes in
            path.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: bytes[part]).compared(with: $0) }
        }
    }
}
