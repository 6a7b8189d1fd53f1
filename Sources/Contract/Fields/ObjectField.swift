/// An object inside a request, as the declaration of an operation names it.
public struct ObjectField<Group: FieldGroup>: FieldDeclaration {
    public let name: String
    public let isRequired: Bool
    public var type: FieldType { .object(Group.fields) }

    /// Names an object, which may be absent unless it is required.
    public init(_ name: String, as type: Group.Type, isRequired: Bool = false) {
        self.name = name
        self.isRequired = isRequired
    }

    /// Reads the object.
    public func read(from fields: inout FieldReader) -> Group {
        isRequired
            ? fields.readRequiredObject(name, as: Group.self) : fields.readObject(name, as: Group.self)
    }
}
