extension Value {
    /// The elements of an array in order; empty for every other kind.
    public var elements: Elements {
        let node = node
        return Elements(storage: storage, from: index + 1, count: node.kind == .array ? node.count : 0)
    }

    /// The members of an object as written, duplicates included; empty for every other kind.
    public var members: Members {
        let node = node
        return Members(storage: storage, from: index + 1, count: node.kind == .object ? node.count : 0)
    }

    /// The value of the last member with this name; nil without one or if this is no object.
    ///
    /// Names are compared by their UTF-8 bytes after escapes are resolved. The last of several
    /// wins, as in the JSON parsers of JavaScript.
    ///
    /// - Complexity: O(members).
    public subscript(_ name: String) -> Value? {
        let node = node
        guard node.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { wanted in
            var found: Int?
            var position = index + 1
            for _ in 0..<node.count {
                if storage.isString(at: position, equalTo: wanted) { found = position + 1 }
                position = Int(storage.nodes[position + 1].following)
            }
            return found.map { Value(storage: storage, index: $0) }
        }
    }
}

/// The elements of one array.
public struct Elements: Sequence, IteratorProtocol, Sendable {
    private let storage: Storage
    private var position: Int
    private var remaining: Int

    init(storage: Storage, from position: Int, count: Int) {
        self.storage = storage
        self.position = position
        remaining = count
    }

    /// Elements still to come.
    public var underestimatedCount: Int { remaining }

    /// The next element, or nil after the last.
    public mutating func next() -> Value? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let value = Value(storage: storage, index: position)
        position = Int(storage.nodes[position].following)
        return value
    }
}

/// The members of one object; the name is always a string.
public struct Members: Sequence, IteratorProtocol, Sendable {
    private let storage: Storage
    private var position: Int
    private var remaining: Int

    init(storage: Storage, from position: Int, count: Int) {
        self.storage = storage
        self.position = position
        remaining = count
    }

    /// Members still to come.
    public var underestimatedCount: Int { remaining }

    /// The next member, or nil after the last.
    public mutating func next() -> (name: Value, value: Value)? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let name = Value(storage: storage, index: position)
        let value = Value(storage: storage, index: position + 1)
        position = Int(storage.nodes[position + 1].following)
        return (name, value)
    }
}
