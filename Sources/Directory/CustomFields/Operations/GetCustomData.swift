internal import Contract
internal import JSON
internal import PoolEngine

/// Shows the custom data of a user, group, department or role (custom-fields.md).
extension GetCustomData: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let text = try directory.customFields.customData(
            of: targetType, CustomDataTarget(id: targetIdentifier, namespace: namespace))
        data.raw(Array((text ?? "{}").utf8))
    }
}
