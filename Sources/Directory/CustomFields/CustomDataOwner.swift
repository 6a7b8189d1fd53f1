internal import PoolEngine

/// How a domain keeps the custom data of its entities: part of the domain's descriptor.
public struct CustomDataOwner: Sendable {
    /// What a call names as the target.
    let target: CustomField.Target
    /// The custom data of the entity with an id: JSON text of an object, nil without values.
    let customData: @Sendable (PoolTransaction, CustomDataTarget) throws -> String?
    /// Sets values of the entity with an id, JSON text of an object; fields that are not named keep their values.
    let add: @Sendable (PoolTransaction, _ customData: String, CustomDataTarget) throws -> Void

    init(
        _ target: CustomField.Target,
        customData: @escaping @Sendable (PoolTransaction, CustomDataTarget) throws -> String?,
        add: @escaping @Sendable (PoolTransaction, _ customData: String, CustomDataTarget) throws -> Void
    ) {
        self.target = target
        self.customData = customData
        self.add = add
    }
}

/// An entity as the calls about custom data name it.
struct CustomDataTarget: Sendable {
    /// The id of a user or department, the code of a group or role.
    let id: String
    /// The namespace of a role; nil for `default`, without a meaning for other kinds.
    let namespace: String?
}
