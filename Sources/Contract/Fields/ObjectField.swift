/// The declaration of a nested object as a field.
public struct ObjectField<Object: NestedObject>: FieldDeclaration {
    public let name: String
    let isRequired: Bool
    public var type: FieldType { .object(Object.fields) }

    public init(_ name: String, as type: Object.Type, isRequired: Bool = false) {
        self.name = name
        self.isRequired = isRequired
    }

    /// Reads the object.
    public func read(from fields: inout FieldReader) -> Object {
        isRequired
            ? fields.readRequiredObject(name, as: Object.self) : fields.readObject(name, as: Object.self)
    }
}
