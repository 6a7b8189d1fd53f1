public import JSON

/// A list in a seed, of any length, whose elements are read one by one.
public struct SeedList {
    /// Reads the seed's text.
    public let cursor: SeedCursor
    /// Where the list begins.
    let offset: Int
    /// The place of the list.
    public let place: SeedPlace

    /// Goes through the elements that are objects with lists of their own.
    ///
    /// - Parameters:
    ///   - names: the members of an element that are lists of any length; they are left empty in its value.
    ///   - body: is given each element.
    /// - Throws: what `body` throws, `SeedError.unreadable`.
    public func forEach(lists names: [String] = [], _ body: (SeedElement) throws -> Void) throws {
        try cursor.forEachElement(of: offset) { number in
            let place = place.element(number)
            let (value, offsets) =
                names.isEmpty ? (try cursor.value(), [:]) : try cursor.value(withoutElementsOf: names)
            let end = cursor.position
            try body(
                SeedElement(value: value, place: place, number: number, cursor: cursor, offsets: offsets))
            cursor.seek(to: end)
        }
    }

    /// Goes through the elements, each of which is a name or an object.
    ///
    /// - Parameters:
    ///   - name: is given the contents of a string, valid during the call only; returns whether they were a name that is
    ///     known.
    ///   - other: is given everything else, and names that are not known.
    /// - Throws: what the closures throw, `SeedError.unreadable`.
    public func forEachName(
        _ name: (UnsafeRawBufferPointer) throws -> Bool, other: (Value, SeedPlace) throws -> Void
    ) throws {
        try cursor.forEachElement(of: offset) { number in
            let beginning = cursor.position
            var isKnown = false
            try cursor.withString { isKnown = try name($0) }
            if isKnown { return }
            cursor.seek(to: beginning)
            try other(try cursor.value(), place.element(number))
        }
    }
}

/// An element of a list.
public struct SeedElement {
    /// The element's value; its own lists have no elements in it.
    public let value: Value
    /// The element's place.
    public let place: SeedPlace
    /// The element's index in the list, from 0.
    public let number: Int

    private let cursor: SeedCursor
    private let offsets: [String: Int]

    fileprivate init(
        value: Value, place: SeedPlace, number: Int, cursor: SeedCursor, offsets: [String: Int]
    ) {
        self.value = value
        self.place = place
        self.number = number
        self.cursor = cursor
        self.offsets = offsets
    }

    /// A list of the element; nil when it is absent.
    public func list(_ name: String) -> SeedList? {
        offsets[name].map { SeedList(cursor: cursor, offset: $0, place: place.member(name)) }
    }
}
