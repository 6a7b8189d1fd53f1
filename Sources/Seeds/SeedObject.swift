public import JSON
public import PoolEngine

/// An object of a seed file, read member by member, with its place for error messages.
public struct SeedObject: Sendable {
    /// The longest id, in Unicode scalars.
    private static let longestId = 64

    /// The place of the object.
    public let place: SeedPlace
    private let value: Value
    /// Which of the names that may be there are, a bit each.
    private let present: UInt64

    /// Opens an object.
    ///
    /// - Parameters:
    ///   - value: the JSON value.
    ///   - place: where it stands.
    ///   - names: every member that may stand in it.
    /// - Throws: `SeedError.invalid` when the value is no object, or has another member, or one twice.
    public init(_ value: Value, at place: SeedPlace, allowing names: [String]) throws(SeedError) {
        precondition(names.count <= UInt64.bitWidth, "an object has more fields than are counted")
        guard value.kind == .object else { throw place.error("must be an object") }
        var present: UInt64 = 0
        for member in value.members {
            let name = member.name.string ?? ""
            guard let index = names.firstIndex(of: name) else {
                throw place.member(name).error("unknown field; known here: \(names.joined(separator: ", "))")
            }
            guard present & 1 << UInt64(index) == 0 else {
                throw place.member(name).error("stands here twice")
            }
            present |= 1 << UInt64(index)
        }
        self.place = place
        self.value = value
        self.present = present
    }

    /// Whether there is a member of the name at an index of those that may stand in the object.
    public func has(at index: Int) -> Bool {
        present & 1 << UInt64(index) != 0
    }

    /// What stands under a name, or nil when it is absent.
    ///
    /// Looked for among the members, which are few, rather than among all names that may be there.
    public subscript(_ name: String) -> Value? { value[name] }

    /// A text, or nil when it is absent.
    ///
    /// - Parameters:
    ///   - name: the member's name.
    ///   - emptyIsNone: whether an empty text is read as if it were absent, as the API does.
    /// - Returns: the text.
    /// - Throws: `SeedError.invalid`.
    public func text(_ name: String, emptyIsNone: Bool = false) throws(SeedError) -> String? {
        guard let member = self[name] else { return nil }
        guard let text = member.string else { throw place.member(name).error("must be a string") }
        return emptyIsNone && text.isEmpty ? nil : text
    }

    /// A text that has to be there and not be empty.
    public func requiredText(_ name: String) throws(SeedError) -> String {
        guard let text = try text(name) else { throw place.error("\(name) is missing") }
        guard !text.isEmpty else { throw place.member(name).error("must not be empty") }
        return text
    }

    /// An id of 1 to 64 characters, or nil when it is absent or empty.
    ///
    /// - Throws: `SeedError.invalid`.
    public func id(_ name: String) throws(SeedError) -> String? {
        guard let id = try text(name, emptyIsNone: true) else { return nil }
        try requireLength(of: id, name)
        return id
    }

    private func requireLength(of id: String, _ name: String) throws(SeedError) {
        guard id.unicodeScalars.count <= Self.longestId else {
            throw place.member(name).error("must have at most \(Self.longestId) characters")
        }
    }

    /// An id that has to be there.
    ///
    /// - Parameters:
    ///   - name: the member's name.
    ///   - mayBeEmpty: whether it may have no characters.
    /// - Returns: the id.
    /// - Throws: `SeedError.invalid`.
    public func requiredId(_ name: String, mayBeEmpty: Bool = false) throws(SeedError) -> String {
        guard let id = try text(name) else { throw place.error("\(name) is missing") }
        if id.isEmpty && !mayBeEmpty { throw place.member(name).error("must not be empty") }
        try requireLength(of: id, name)
        return id
    }

    /// A truth value, or nil when it is absent.
    public func bool(_ name: String) throws(SeedError) -> Bool? {
        guard let member = self[name] else { return nil }
        guard let bool = member.bool else { throw place.member(name).error("must be true or false") }
        return bool
    }

    /// One of a few texts, or nil when it is absent.
    public func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, of type: Choice.Type
    ) throws(SeedError) -> Choice? {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw place.member(name).error("must be one of \(known)")
        }
        return choice
    }

    /// A whole number, or nil when it is absent.
    public func integer(_ name: String) throws(SeedError) -> Int? {
        guard let member = self[name] else { return nil }
        guard let number = member.int64 else { throw place.member(name).error("must be a whole number") }
        return Int(number)
    }

    /// An object inside this one, or nil when it is absent.
    public func object(_ name: String, allowing names: [String]) throws(SeedError) -> SeedObject? {
        guard let member = self[name] else { return nil }
        return try SeedObject(member, at: place.member(name), allowing: names)
    }

    /// The text of an object, exactly as it stands in the file, or nil when it is absent.
    public func objectText(_ name: String) throws(SeedError) -> String? {
        guard let member = self[name] else { return nil }
        guard member.kind == .object else { throw place.member(name).error("must be an object") }
        return String(decoding: member.text, as: UTF8.self)
    }

    /// What `read` makes of each element of an array; nothing when it is absent.
    public func list<Element>(
        _ name: String, read: (Value, SeedPlace) throws(SeedError) -> Element
    ) throws(SeedError) -> [Element] {
        guard let member = self[name] else { return [] }
        guard member.kind == .array else { throw place.member(name).error("must be an array") }
        var elements: [Element] = []
        elements.reserveCapacity(member.count)
        for (index, element) in member.elements.enumerated() {
            elements.append(try read(element, place.member(name).element(index)))
        }
        return elements
    }

    /// Texts that are not empty; none when the list is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    public func texts(_ name: String) throws(SeedError) -> [String] {
        try list(name) { (value, place) throws(SeedError) in
            guard let text = value.string, !text.isEmpty else {
                throw place.error("must be a string that is not empty")
            }
            return text
        }
    }

    /// A time, or nil when it is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    public func moment(_ name: String) throws(SeedError) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw place.member(name).error("must be a time such as 2022-07-03T02:20:30.000Z")
        }
        return time
    }

    /// Refuses what is no array under a name that may be absent.
    public func requireList(_ name: String) throws(SeedError) {
        guard let member = self[name], member.kind != .array else { return }
        throw place.member(name).error("must be an array")
    }
}
