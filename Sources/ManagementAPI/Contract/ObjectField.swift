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
