internal import JSON

/// Reads the fields of one request and collects the invalid ones, so that one reply names all of them.
public struct FieldReader {
    /// The most members of an object that is searched for each field; larger objects are read once for all fields.
    private static let fewMembers = 64

    private let parameters: RequestParameters
    /// The fields of a large object.
    private let found: [String: Value]?
    private let fields: [any FieldDeclaration]
    /// The invalid fields, with additional text for the log and the rules that they break.
    private var invalid: [(name: String, detail: String?, rules: [String])] = []
    private var notEmulated: (name: String, value: String?)?

    public init(_ parameters: RequestParameters, fields: [any FieldDeclaration]) {
        self.parameters = parameters
        self.fields = fields
        if case .body(let object) = parameters, object.count > Self.fewMembers {
            found = Self.members(of: object, named: Set(fields.map(\.name)))
        } else {
            found = nil
        }
    }

    /// The last member of each name; field names are ASCII, so equal strings have equal bytes.
    private static func members(of object: Value, named names: Set<String>) -> [String: Value] {
        var found: [String: Value] = [:]
        for member in object.members {
            guard let name = member.name.string, name.utf8.allSatisfy({ $0 < 0x80 }), names.contains(name)
            else { continue }
            found[name] = member.value
        }
        return found
    }

    /// The value of a field; nil if it is absent or `null`.
    public func source(of name: String) -> FieldSource? {
        guard let found else { return parameters.source(of: name) }
        return found[name].flatMap { $0.isNull ? nil : .json($0) }
    }

    /// Whether all fields so far were valid.
    public var isValid: Bool { invalid.isEmpty && notEmulated == nil }

    /// Reads a field; for an invalid one it returns the placeholder, and `finish` refuses the request.
    ///
    /// - Parameter field: one of the declared fields.
    /// - Returns: its value.
    @inlinable public mutating func read<Content>(_ field: Field<Content>) -> Content {
        let (value, isValid) = field.read(source(of: field.name))
        if !isValid { refuse(field) }
        return value
    }

    /// Refuses the request because of the invalid value of a field.
    @usableFromInline mutating func refuse<Content>(_ field: Field<Content>) {
        let source = source(of: field.name)
        refuse(named: field.name, detail: field.fault(in: source), rules: field.brokenRules(in: source))
    }

    /// Refuses the request because of fields that are valid one by one but not together.
    public mutating func refuse(_ fields: [any FieldDeclaration]) {
        for field in fields { refuse(named: field.name) }
    }

    /// Refuses the request because of the field with a name.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - detail: what is wrong inside, for the log.
    ///   - rules: the rules that it breaks, one sentence each; empty for that of a missing value.
    public mutating func refuse(named name: String, detail: String? = nil, rules: [String] = []) {
        guard !invalid.contains(where: { $0.name == name }) else { return }
        invalid.append((name, detail, rules.isEmpty ? ["\(name) should not be empty"] : rules))
    }

    /// The rules that the fields so far break, one sentence each, in the order of reading.
    var brokenRules: [String] { invalid.flatMap(\.rules) }

    /// The first error, for the log; nil if there is none.
    public var fault: String? {
        invalid.first.map { $0.detail ?? $0.name } ?? notEmulated.map { "\($0.name) is not emulated" }
    }

    /// Refuses the request because of a value that is not emulated; such a value is never silently ignored.
    public mutating func refuseNotEmulated(_ field: any FieldDeclaration) {
        refuseNotEmulated(named: field.name)
    }

    /// Refuses the request because of a value of the field with a name.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - value: the value as JSON text, if the name alone is not enough.
    public mutating func refuseNotEmulated(named name: String, value: String? = nil) {
        if notEmulated == nil { notEmulated = (name, value) }
    }

    /// Adds the errors inside an object.
    ///
    /// - Parameters:
    ///   - inside: the reader of the object.
    ///   - object: the object's name.
    public mutating func adopt(_ inside: FieldReader, below object: String) {
        for (name, detail, rules) in inside.invalid {
            refuse(named: name, detail: "\(object).\(detail ?? name)", rules: rules)
        }
        if notEmulated == nil { notEmulated = inside.notEmulated }
    }

    /// Ends reading.
    ///
    /// - Parameters:
    ///   - path: the operation's path.
    ///   - refusal: how invalid fields are reported.
    /// - Throws: the reply for all errors. Invalid fields are named in the order of their declaration, followed by
    ///   those of nested objects.
    public consuming func finish(path: String, refusal: FieldRefusal = .names) throws(APIError) {
        if !invalid.isEmpty {
            let order = fields.map(\.name)
            let names = invalid.map(\.name)
            let declared = order.filter { names.contains($0) } + names.filter { !order.contains($0) }
            let error: APIError =
                switch refusal {
                case .names: .invalidParameters(declared)
                case .rules:
                    .brokenRules(declared.flatMap { name in invalid.first { $0.name == name }?.rules ?? [] })
                }
            let details = invalid.compactMap(\.detail)
            throw details.isEmpty ? error : error.logged(details.joined(separator: "; "))
        }
        if let (name, value) = notEmulated { throw .notEmulated(field: name, value: value, of: path) }
    }
}
