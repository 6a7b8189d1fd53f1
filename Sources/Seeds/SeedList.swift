public import JSON

/// A list in a seed, of any length, whose elements are read one by one.
public struct SeedList {
    public let cursor: SeedCursor
    /// The offset of the list.
    let offset: Int
    /// The list's path.
    public let path: SeedPath

    /// Calls `body` for each element; the elements are objects that may have lists.
    ///
    /// - Parameters:
    ///   - names: the members of an element that are lists of any length; they are left empty in its value.
    ///   - body: receives each element.
    /// - Throws: what `body` throws, `SeedError.unreadable`.
    public func forEach(lists names: [String] = [], _ body: (SeedElement) throws -> Void) throws {
        try cursor.forEachElement(of: offset) { number in
            let path = path.element(number)
            let (value, offsets) =
                names.isEmpty ? (try cursor.value(), [:]) : try cursor.value(withoutElementsOf: names)
            let end = cursor.position
            try body(
                SeedElement(value: value, path: path, number: number, cursor: cursor, offsets: offsets))
            cursor.seek(to: end)
        }
    }

    /// Calls a closure for each element; the elements are names or objects.
    ///
    /// - Parameters:
    ///   - name: receives the contents of a string, valid during the call only; returns whether it is a known name.
    ///   - other: receives all other values, and unknown names.
    /// - Throws: what the closures throw, `SeedError.unreadable`.
    public func forEachName(
        _ name: (UnsafeRawBufferPointer) throws -> Bool, other: (Value, SeedPath) throws -> Void
    ) throws {
        try cursor.forEachElement(of: offset) { number in
            let beginning = cursor.position
            var isKnown = false
            try cursor.withString { isKnown = try name($0) }
            if isKnown { return }
            cursor.seek(to: beginning)
            try other(try cursor.value(), path.element(number))
        }
    }
}

/// An element of a list.
public struct SeedElement {
    /// The element's value; its lists are empty.
    public let value: Value
    /// The element's path.
    public let path: SeedPath
    /// The element's index in the list, from 0.
    public let number: Int

    private let cursor: SeedCursor
    private let offsets: [String: Int]

    fileprivate init(
        value: Value, path: SeedPath, number: Int, cursor: SeedCursor, offsets: [String: Int]
    ) {
        self.value = value
        self.path = path
        self.number = number
        self.cursor = cursor
        self.offsets = offsets
    }

    /// A list of the element; nil when it is absent.
    public func list(_ name: String) -> SeedList? {
        offsets[name].map { SeedList(cursor: cursor, offset: $0, path: path.member(name)) }
    }
}
