internal import PoolEngine

/// How a domain keeps the custom data of its entities: part of the domain's descriptor.
public struct CustomDataOwner: Sendable {
    /// What a call names as the target.
    let target: CustomField.Target
    /// The custom data of the entity with an id: JSON text of an object, nil without values.
    let customData: @Sendable (PoolTransaction, _ id: String) throws -> String?
    /// Sets values of the entity with an id, JSON text of an object; fields that are not named keep their values.
    let add: @Sendable (PoolTransaction, _ customData: String, _ id: String) throws -> Void

    init(
        _ target: CustomField.Target,
        customData: @escaping @Sendable (PoolTransaction, _ id: String) throws -> String?,
        add: @escaping @Sendable (PoolTransaction, _ customData: String, _ id: String) throws -> Void
    ) {
        self.target = target
        self.customData = customData
        self.add = add
    }
}
