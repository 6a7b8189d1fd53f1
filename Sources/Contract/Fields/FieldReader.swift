internal import JSON

/// Reads the fields of one request and remembers what was wrong, so that one answer names every bad field.
public struct FieldReader {
    /// Objects of more members are read once for all fields, where others are read once for each.
    private static let fewMembers = 64

    private let parameters: RequestParameters
    /// The members of a large object that are fields.
    private let found: [String: Value]?
    private let fields: [any FieldDeclaration]
    /// The bad fields, with what the log says of each besides.
    private var invalid: [(name: String, detail: String?)] = []
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

    /// The last member of each name; names of fields are ASCII, where equal texts have equal bytes.
    private static func members(of object: Value, named names: Set<String>) -> [String: Value] {
        var found: [String: Value] = [:]
        for member in object.members {
            guard let name = member.name.string, name.utf8.allSatisfy({ $0 < 0x80 }), names.contains(name)
            else { continue }
            found[name] = member.value
        }
        return found
    }

    /// What stands under a field's name; nil when nothing or `null` does.
    public func source(of name: String) -> FieldSource? {
        guard let found else { return parameters.source(of: name) }
        return found[name].flatMap { $0.isNull ? nil : .json($0) }
    }

    /// Whether nothing was wrong so far.
    public var isValid: Bool { invalid.isEmpty && notEmulated == nil }

    /// Reads a field, giving a stand-in when it is invalid; `finish` then refuses the request.
    ///
    /// - Parameter field: one of the declared fields.
    /// - Returns: its value.
    @inlinable public mutating func read<Content>(_ field: Field<Content>) -> Content {
        let (value, isValid) = field.read(source(of: field.name))
        if !isValid { refuse(named: field.name, detail: field.fault(in: source(of: field.name))) }
        return value
    }

    /// Refuses the request for fields that are valid one by one but not together.
    public mutating func refuse(_ fields: [any FieldDeclaration]) {
        for field in fields { refuse(named: field.name) }
    }

    /// Refuses the request for the field with a name.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - detail: what is wrong inside, for the log.
    public mutating func refuse(named name: String, detail: String? = nil) {
        if !invalid.contains(where: { $0.name == name }) { invalid.append((name, detail)) }
    }

    /// What is wrong first, for the log; nil when nothing is.
    public var fault: String? {
        invalid.first.map { $0.detail ?? $0.name } ?? notEmulated.map { "\($0.name) is not emulated" }
    }

    /// Refuses the request for a value the emulator does not emulate: it must never be ignored silently.
    public mutating func refuseNotEmulated(_ field: any FieldDeclaration) {
        refuseNotEmulated(named: field.name)
    }

    /// Refuses the request for a value of the field with a name.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - value: the value as JSON text, where the name alone does not tell what was asked for.
    public mutating func refuseNotEmulated(named name: String, value: String? = nil) {
        if notEmulated == nil { notEmulated = (name, value) }
    }

    /// Adds what was wrong inside an object.
    ///
    /// - Parameters:
    ///   - inside: the reader of the object.
    ///   - object: the object's name.
    public mutating func adopt(_ inside: FieldReader, below object: String) {
        for (name, detail) in inside.invalid {
            refuse(named: name, detail: "\(object).\(detail ?? name)")
        }
        if notEmulated == nil { notEmulated = inside.notEmulated }
    }

    /// Ends the reading.
    ///
    /// - Parameter path: the operation's path.
    /// - Throws: the answer for everything that was wrong. Bad fields are named in the order of declaration, those of
    ///   objects inside after them.
    public consuming func finish(path: String) throws(APIError) {
        if !invalid.isEmpty {
            let order = fields.map(\.name)
            let names = invalid.map(\.name)
            let declared = order.filter { names.contains($0) }
            let error = APIError.invalidParameters(declared + names.filter { !order.contains($0) })
            let details = invalid.compactMap(\.detail)
            throw details.isEmpty ? error : error.logged(details.joined(separator: "; "))
        }
        if let (name, value) = notEmulated { throw .notEmulated(field: name, value: value, of: path) }
    }
}
