internal import Directory

/// Reads the fields of one request and remembers what was wrong, so that one answer names every bad field.
package struct FieldReader {
    let parameters: RequestParameters
    private let fields: [any FieldDeclaration]
    private var invalid: [String] = []
    private var notEmulated: (name: String, value: String?)?

    init(_ parameters: RequestParameters, fields: [any FieldDeclaration]) {
        self.parameters = parameters
        self.fields = fields
    }

    /// Whether nothing was wrong so far.
    var isValid: Bool { invalid.isEmpty && notEmulated == nil }

    /// Reads a field, giving a stand-in when it is invalid; `finish` then refuses the request.
    ///
    /// - Parameter field: one of the declared fields.
    /// - Returns: its value.
    mutating func read<Content>(_ field: Field<Content>) -> Content {
        let (value, isValid) = field.read(parameters.source(of: field.name))
        if !isValid { refuse(named: field.name) }
        return value
    }

    /// Reads the page asked for by `page` and `limit`.
    ///
    /// - Returns: the page.
    mutating func readPage() -> Page {
        Page(number: read(.page), limit: read(.limit))
    }

    /// Refuses the request for fields that are valid one by one but not together.
    mutating func refuse(_ fields: [any FieldDeclaration]) {
        for field in fields { refuse(named: field.name) }
    }

    /// Refuses the request for the field with a name.
    mutating func refuse(named name: String) {
        if !invalid.contains(name) { invalid.append(name) }
    }

    /// Refuses the request for a value the emulator does not emulate: it must never be passed over in silence.
    mutating func refuseNotEmulated(_ field: any FieldDeclaration) {
        refuseNotEmulated(named: field.name)
    }

    /// Refuses the request for a value of the field with a name.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - value: the value as JSON text, where the name alone does not tell what was asked for.
    mutating func refuseNotEmulated(named name: String, value: String? = nil) {
        if notEmulated == nil { notEmulated = (name, value) }
    }

    /// Takes over what was wrong inside an object.
    mutating func adopt(_ inside: FieldReader) {
        for name in inside.invalid { refuse(named: name) }
        if notEmulated == nil { notEmulated = inside.notEmulated }
    }

    /// Ends the reading.
    ///
    /// - Parameter path: the operation's path.
    /// - Throws: the answer for everything that was wrong. Bad fields are named in the order of declaration, those of
    ///   objects inside after them.
    consuming func finish(path: String) throws(APIError) {
        if !invalid.isEmpty {
            let order = fields.map(\.name)
            let declared = order.filter { invalid.contains($0) }
            throw .invalidParameters(declared + invalid.filter { !order.contains($0) })
        }
        if let (name, value) = notEmulated { throw .notEmulated(field: name, value: value, of: path) }
    }
}
