internal import Directory
internal import JSON

/// Kinds of fields that user operations have besides the common ones.
extension UserFields {
    /// One of a few strings; nil when absent.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - type: the strings.
    ///   - documented: the default of the public description. An update that took it for absent fields would change
    ///     what it does not name.
    /// - Returns: the field.
    static func optionalChoice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ name: String, of type: Choice.Type, documented: Choice? = nil
    ) -> Field<Choice?> {
        Field(name, .choice(Choice.allCases.map(\.rawValue)), absent: .some(nil), placeholder: documented) {
            source in
            source.choice(of: Choice.self).map { .some($0) }
        }
    }

    /// One of a few strings, required.
    static func requiredChoice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ name: String, placeholder: Choice
    ) -> Field<Choice> {
        Field(name, .choice(Choice.allCases.map(\.rawValue)), absent: nil, placeholder: placeholder) {
            source in
            source.choice(of: Choice.self)
        }
    }

    /// A time in milliseconds or seconds that may be absent.
    ///
    /// Zero is absent too: the C# SDK sends zeros for what was not set (recorded of list-users: all users are listed).
    static func optionalTime(_ name: String) -> Field<Int?> {
        Field(name, .integer(0...Int.max), absent: .some(nil), placeholder: nil) { source in
            guard let number = source.integer, number >= 0 else { return nil }
            return .some(number == 0 ? nil : number)
        }
    }

    /// A list of strings that may be absent.
    static func optionalTexts(_ name: String) -> Field<[String]> {
        Field(
            name, .strings(count: 0...Int.max), absent: [], placeholder: [],
            explain: { $0.faultOfTexts(named: name, count: 0...Int.max) }
        ) { source in
            guard let texts = source.texts, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return texts
        }
    }

    /// The most conditions, or steps of an order, that one search takes.
    ///
    /// Each is a part of one statement, and SQLite's statements are bounded; nobody writes so many.
    static let mostConditions = 100

    /// A list of objects that may be absent, with a bound on their number.
    static func optionalList<Group: FieldGroup>(
        _ name: String, of type: Group.Type, atMost count: Int = Int.max
    ) -> Field<[Group]> {
        Field(
            name, .list(of: Group.fields, count: 0...count), absent: [], placeholder: [],
            explain: { Group.fault(ofListIn: $0, named: name, count: 0...count) }
        ) { source in
            guard case .json(let value) = source, value.kind == .array, value.count <= count else {
                return nil
            }
            var groups: [Group] = []
            for element in value.elements {
                guard element.kind == .object else { return nil }
                var fields = FieldReader(.body(element), fields: Group.fields)
                groups.append(Group(from: &fields))
                guard fields.isValid else { return nil }
            }
            return groups
        }
    }

    /// An object or list of which only is asked whether there is anything in it.
    static func filled(_ name: String, _ type: FieldType = .object([])) -> Field<Bool> {
        Field(name, type, absent: false, placeholder: false) { source in
            guard case .json(let value) = source else { return nil }
            switch (type, value.kind) {
            case (.object, .object), (.list, .array), (.strings, .array): return value.count > 0
            case (.object, .array) where value.isEmptyArray: return false
            default: return nil
            }
        }
    }

    /// The length of a page of users: 1 to 50.
    ///
    /// More is valid as a field; `UserPage` refuses it by its own text.
    static let limit = Field<Int>("limit", .integer(1...50), absent: 10, placeholder: 10) { source in
        guard let number = source.integer, number >= 1 else { return nil }
        return number
    }
}

/// An object inside a request, as the declaration of an operation names it.
struct ObjectField<Group: FieldGroup>: FieldDeclaration {
    let name: String
    let isRequired: Bool
    var type: FieldType { .object(Group.fields) }

    /// Names an object, which may be absent unless it is required.
    init(_ name: String, as type: Group.Type, isRequired: Bool = false) {
        self.name = name
        self.isRequired = isRequired
    }

    /// Reads the object.
    func read(from fields: inout FieldReader) -> Group {
        isRequired
            ? fields.readRequiredObject(name, as: Group.self) : fields.readObject(name, as: Group.self)
    }
}

/// The page of a list of users, whose limit is refused in other words than elsewhere (users.md).
struct UserPage: FieldGroup {
    static let fields: [any FieldDeclaration] = [Field<Int>.page, UserFields.limit]

    private let page: Page

    init(from fields: inout FieldReader) {
        page = Page(number: fields.read(.page), limit: fields.read(UserFields.limit))
    }

    /// The page.
    ///
    /// - Throws: `APIError` for a limit over 50.
    func checked() throws(APIError) -> Page {
        guard page.limit <= 50 else { throw APIError(400, Message(fixed: "limit must less than 50")) }
        return page
    }
}
