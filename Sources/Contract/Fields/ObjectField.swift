/// An object inside a request, as the declaration of an operation names it.
public struct ObjectField<Object: NestedObject>: FieldDeclaration {
    public let name: String
    let isRequired: Bool
    public var type: FieldType { .object(Object.fields) }

    /// Names an object, which may be absent unless it is required.
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
