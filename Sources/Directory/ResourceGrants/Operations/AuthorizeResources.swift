internal import Contract
internal import JSON
internal import PoolEngine

/// Grants resources to users, groups, roles and departments, all or none (resources.md).
///
/// A call without a namespace is refused as one with an unknown namespace.
extension AuthorizeResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let grants = directory.resourceGrants
        guard let namespace, !namespace.isEmpty else { throw NamespaceError.notFound }
        let namespaceKey = try directory.namespaces.key(of: namespace)
        for entry in BatchEntry.entries(of: list, named: "list") {
            try entry.run { item in
                let targets = try item.targetIdentifiers.map {
                    try grants.target(item.targetType, $0, in: namespace)
                }
                let merged = NewResourceGrant.merged(
                    item.resources.map {
                        NewResourceGrant($0.code, $0.resourceType, actions: $0.actions)
                    })
                for target in targets {
                    for new in merged { try grants.grant(new, to: target, namespaceKey: namespaceKey) }
                }
                guard !targets.isEmpty, !item.resources.isEmpty else { return }
                try grants.emitAdded(item.targetType, item.targetIdentifiers, in: namespace)
            }
        }
        data.isSuccess()
    }
}
