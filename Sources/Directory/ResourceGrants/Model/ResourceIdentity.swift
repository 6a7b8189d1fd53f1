/// What grants have in common that count as one.
struct ResourceIdentity: Hashable {
    let name: ResourceName
    let type: ResourceType
}

extension Sequence {
    /// The elements with equal identities together, in the order of the first of each.
    func grouped(by identity: (Element) -> ResourceIdentity) -> [[Element]] {
        var places: [ResourceIdentity: Int] = [:]
        var groups: [[Element]] = []
        for element in self {
            let identity = identity(element)
            if let place = places[identity] {
                groups[place].append(element)
            } else {
                places[identity] = groups.count
                groups.append([element])
            }
        }
        return groups
    }
}
