extension ResourceDecisions {
    /// What grants permit together: one entry for each resource and type, without the actions that some grant denies.
    ///
    /// - Parameters:
    ///   - grants: what all subjects of a user have.
    ///   - filter: what is shown; what the others deny counts, too.
    /// - Returns: the entries, in the order of the first grant of each.
    /// - Complexity: linear in the number of grants and their actions, but for denials of the kind `books:*`.
    static func permitted(by grants: [ResourceGrant], _ filter: ResourceGrantFilter) -> [ResourceGrant] {
        var denied: [ResourceName: DeniedActions] = [:]
        for grant in grants where grant.isDenied {
            denied[grant.name, default: DeniedActions()].add(grant.granted)
        }
        let groups = grants.filter(filter.accepts).grouped { ResourceIdentity(name: $0.name, type: $0.type) }
        return groups.compactMap { group in
            let first = group[0]
            var actions = GrantedActions(merging: group.map(\.granted), on: first.type)
            for name in denied.isEmpty ? [] : first.name.covering {
                if let denied = denied[name], !actions.remove(denied) { return nil }
            }
            return first.with(actions.names)
        }
    }
}
