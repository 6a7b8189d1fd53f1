internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a data resource of any type (data-permissions.md).
extension CreateDataResource: Operation {
    func check(_ fields: inout FieldReader) {
        guard fields.isValid, self.struct.type.rawValue != type.rawValue else { return }
        let expected =
            type == .string ? "a string" : type == .array ? "an array of strings" : "an array of nodes"
        fields.refuse(named: Self.struct.name, rules: ["struct must be \(expected)"])
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataResources.add(newDataResource).write(to: &data, from: directory)
    }
}
