internal import SQLite

extension ResourceDecisions {
    /// What grants permit together: one entry for each resource and type, without the actions that some grant denies.
    ///
    /// - Parameters:
    ///   - grants: what all subjects of a user have.
    ///   - filter: what is shown; what the others deny counts, too.
    /// - Returns: the entries, in the order of the first grant of each.
    /// - Complexity: linear in the number of grants and their actions, but for denials of the kind `books:*`.
    static func permitted(by grants: [ResourceGrant], _ filter: ResourceGrantFilter) -> [ResourceGrant] {
        var denied: [ExactText: [ExactText: DeniedActions]] = [:]
        for grant in grants where grant.isDenied {
            let name = grant.name
            denied[ExactText(name.kind), default: [:]][ExactText(name.item), default: DeniedActions()].add(
                grant.granted)
        }
        let groups = grants.filter(filter.accepts).grouped { ResourceIdentity(name: $0.name, type: $0.type) }
        return groups.compactMap { group in
            let first = group[0]
            var actions =
                group.count == 1
                ? first.granted : GrantedActions(merging: group.map(\.granted), on: first.type)
            let name = first.name
            for kind in denied.isEmpty ? [] : [name.kind, ResourceName.all] {
                guard let items = denied[ExactText(kind)] else { continue }
                for item in [name.item, ResourceName.all] {
                    if let denied = items[ExactText(item)], !actions.remove(denied) { return nil }
                }
            }
            return first.with(actions.names)
        }
    }
}
