/// An object inside a request, as the declaration of an operation names it.
package struct ObjectField<Group: FieldGroup>: FieldDeclaration {
    package let name: String
    package let isRequired: Bool
    package var type: FieldType { .object(Group.fields) }

    /// Names an object, which may be absent unless it is required.
    package init(_ name: String, as type: Group.Type, isRequired: Bool = false) {
        self.name = name
        self.isRequired = isRequired
    }

    /// Reads the object.
    package func read(from fields: inout FieldReader) -> Group {
        isRequired
            ? fields.readRequiredObject(name, as: Group.self) : fields.readObject(name, as: Group.self)
    }
}
