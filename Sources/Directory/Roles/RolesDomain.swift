internal import PoolEngine

extension Domain {
    /// Roles, of which there is none: no operation creates one.
    static let roles = Domain(
        pool: PoolDomain("roles"),
        customData: CustomDataOwner(
            .role, customData: { _, _ in throw RoleError.notFound },
            add: { _, _, _ in throw RoleError.notFound }))
}
