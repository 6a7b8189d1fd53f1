public import JSON
public import PoolEngine

/// An object of a seed file, read member by member, with its path for error messages.
public struct SeedObject: Sendable {
    /// The longest id, in Unicode scalars.
    private static let longestId = 64

    /// The object's path.
    public let path: SeedPath
    private let value: Value
    /// Which of the names that may be there are, a bit each.
    private let present: UInt64

    /// Validates the names of an object's members.
    ///
    /// - Parameters:
    ///   - value: the JSON value.
    ///   - path: its path.
    ///   - names: the allowed members.
    /// - Throws: `SeedError.invalid` if the value is not an object, or has an unknown or duplicate member.
    public init(_ value: Value, at path: SeedPath, allowing names: [String]) throws(SeedError) {
        precondition(names.count <= UInt64.bitWidth, "an object has more fields than bits")
        guard value.kind == .object else { throw path.error("must be an object") }
        var present: UInt64 = 0
        for member in value.members {
            let name = member.name.string ?? ""
            guard let index = names.firstIndex(of: name) else {
                throw path.member(name).error("unknown field; known here: \(names.joined(separator: ", "))")
            }
            guard present & 1 << UInt64(index) == 0 else {
                throw path.member(name).error("duplicate field")
            }
            present |= 1 << UInt64(index)
        }
        self.path = path
        self.value = value
        self.present = present
    }

    /// Whether the allowed member with an index is present.
    public func has(at index: Int) -> Bool {
        present & 1 << UInt64(index) != 0
    }

    /// The value of a member; nil if it is absent.
    ///
    /// Searches the members, which are few, instead of all allowed names.
    public subscript(_ name: String) -> Value? { value[name] }

    /// A string member; nil if it is absent.
    ///
    /// - Parameters:
    ///   - name: the member's name.
    ///   - emptyIsNone: whether an empty string counts as absent, as in the API.
    ///   - most: the most Unicode scalars; nil for any number.
    /// - Returns: the text.
    /// - Throws: `SeedError.invalid`.
    public func text(
        _ name: String, emptyIsNone: Bool = false, atMost most: Int? = nil
    ) throws(SeedError) -> String? {
        guard let member = self[name] else { return nil }
        guard let text = member.string else { throw path.member(name).error("must be a string") }
        if let most { try requireLength(of: text, name, atMost: most) }
        return emptyIsNone && text.isEmpty ? nil : text
    }

    /// A required string member that is not empty.
    ///
    /// - Parameters:
    ///   - name: the member's name.
    ///   - most: the most Unicode scalars; nil for any number.
    /// - Returns: the text.
    /// - Throws: `SeedError.invalid`.
    public func requiredText(_ name: String, atMost most: Int? = nil) throws(SeedError) -> String {
        guard let text = try text(name, emptyIsNone: false, atMost: most) else {
            throw path.error("\(name) is missing")
        }
        guard !text.isEmpty else { throw path.member(name).error("must not be empty") }
        return text
    }

    /// An id of 1 to 64 characters; nil if it is absent or empty.
    ///
    /// - Throws: `SeedError.invalid`.
    public func id(_ name: String) throws(SeedError) -> String? {
        guard let id = try text(name, emptyIsNone: true) else { return nil }
        try requireLength(of: id, name, atMost: Self.longestId)
        return id
    }

    private func requireLength(of text: String, _ name: String, atMost most: Int) throws(SeedError) {
        // A text of so few bytes has no more characters; counting characters takes longer.
        guard text.utf8.count <= most || text.unicodeScalars.count <= most else {
            throw path.member(name).error("must have at most \(most) characters")
        }
    }

    /// A required id.
    ///
    /// - Parameters:
    ///   - name: the member's name.
    ///   - mayBeEmpty: whether it may be empty.
    /// - Returns: the id.
    /// - Throws: `SeedError.invalid`.
    public func requiredId(_ name: String, mayBeEmpty: Bool = false) throws(SeedError) -> String {
        guard let id = try text(name) else { throw path.error("\(name) is missing") }
        if id.isEmpty && !mayBeEmpty { throw path.member(name).error("must not be empty") }
        try requireLength(of: id, name, atMost: Self.longestId)
        return id
    }

    /// A Boolean member; nil if it is absent.
    public func bool(_ name: String) throws(SeedError) -> Bool? {
        guard let member = self[name] else { return nil }
        guard let bool = member.bool else { throw path.member(name).error("must be true or false") }
        return bool
    }

    /// A member with one of a few values; nil if it is absent.
    public func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, of type: Choice.Type
    ) throws(SeedError) -> Choice? {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw path.member(name).error("must be one of \(known)")
        }
        return choice
    }

    /// A whole number; nil if it is absent.
    public func integer(_ name: String) throws(SeedError) -> Int? {
        guard let member = self[name] else { return nil }
        guard let number = member.int64 else { throw path.member(name).error("must be a whole number") }
        return Int(number)
    }

    /// A number; nil if it is absent.
    public func number(_ name: String) throws(SeedError) -> Double? {
        guard let member = self[name] else { return nil }
        guard let number = member.double else { throw path.member(name).error("must be a number") }
        return number
    }

    /// A nested object; nil if it is absent.
    public func object(_ name: String, allowing names: [String]) throws(SeedError) -> SeedObject? {
        guard let member = self[name] else { return nil }
        return try SeedObject(member, at: path.member(name), allowing: names)
    }

    /// The text of a nested object exactly as in the file; nil if it is absent.
    public func objectText(_ name: String) throws(SeedError) -> String? {
        guard let member = self[name] else { return nil }
        guard member.kind == .object else { throw path.member(name).error("must be an object") }
        return String(decoding: member.text, as: UTF8.self)
    }

    /// The results of `read` for each element of an array; empty if it is absent.
    public func list<Element>(
        _ name: String, read: (Value, SeedPath) throws(SeedError) -> Element
    ) throws(SeedError) -> [Element] {
        guard let member = self[name] else { return [] }
        guard member.kind == .array else { throw path.member(name).error("must be an array") }
        var elements: [Element] = []
        elements.reserveCapacity(member.count)
        for (index, element) in member.elements.enumerated() {
            elements.append(try read(element, path.member(name).element(index)))
        }
        return elements
    }

    /// An array of strings that are not empty; no strings if it is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    public func texts(_ name: String) throws(SeedError) -> [String] {
        try list(name) { (value, path) throws(SeedError) in
            guard let text = value.string, !text.isEmpty else {
                throw path.error("must be a string that is not empty")
            }
            return text
        }
    }

    /// A time; nil if it is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    public func moment(_ name: String) throws(SeedError) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw path.member(name).error("must be a time such as 2022-07-03T02:20:30.000Z")
        }
        return time
    }

    /// Refuses a member that is present but not an array.
    public func requireList(_ name: String) throws(SeedError) {
        guard let member = self[name], member.kind != .array else { return }
        throw path.member(name).error("must be an array")
    }
}
