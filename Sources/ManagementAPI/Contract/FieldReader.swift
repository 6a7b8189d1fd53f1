internal import Directory

/// Reads the fields of one request and remembers what was wrong, so that one answer names every bad field.
package struct FieldReader {
    private let parameters: RequestParameters
    private let declaration: OperationDeclaration
    private var invalid: Set<String> = []
    private var refusal: APIError?

    init(_ parameters: RequestParameters, of declaration: OperationDeclaration) {
        self.parameters = parameters
        self.declaration = declaration
    }

    /// The value of a field, or a stand-in when it is invalid; `finish` then refuses the request.
    mutating func read<Content>(_ field: Field<Content>) -> Content {
        let (value, isValid) = field.read(parameters.source(of: field.name))
        if !isValid { invalid.insert(field.name) }
        return value
    }

    /// A page asked for by `page` and `limit`.
    mutating func readPage() -> Page {
        Page(number: read(.page), limit: read(.limit))
    }

    /// Refuses the request for fields that are valid one by one but not together.
    mutating func refuse(_ fields: [any FieldDeclaration]) {
        for field in fields { invalid.insert(field.name) }
    }

    /// Refuses the request for a value the emulator does not emulate: it must never be passed over in silence.
    mutating func refuseNotEmulated(_ field: any FieldDeclaration) {
        if refusal == nil { refusal = .notEmulated(field: field.name, of: declaration.path) }
    }

    /// Ends the reading.
    ///
    /// - Throws: the answer for everything that was wrong; bad fields are named in the order of declaration.
    consuming func finish() throws(APIError) {
        if !invalid.isEmpty {
            throw .invalidParameters(declaration.fields.map(\.name).filter { invalid.contains($0) })
        }
        if let refusal { throw refusal }
    }
}
