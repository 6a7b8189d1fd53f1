import PoolTestSupport

/// Random operations, all of them valid when they run.
struct CampaignWorkload {
    /// The pools as they are when everything that was chosen so far is done.
    private(set) var pools: [String: CampaignPool]

    private let chance: SeededRandom
    private let round: Int
    private var count = 0
    /// Ids of pools that are being made or removed.
    private var unsettled: Set<String> = []

    private static let forks = ["f1", "f2", "f3"]
    private static let snapshots = ["a", "b", "c"]
    private static let (users, places) = (24, 4)

    /// Goes on with pools as they are.
    init(pools: [String: CampaignPool], round: Int, chance: SeededRandom) {
        self.pools = pools
        self.round = round
        self.chance = chance
    }

    /// Takes in a pool that was made.
    mutating func appeared(_ id: String, _ pool: CampaignPool) {
        unsettled.remove(id)
        pools[id] = pool
    }

    /// Forgets a pool that is gone.
    mutating func disappeared(_ id: String) {
        unsettled.remove(id)
    }

    /// Chooses an operation; nil when none of the kind is valid now.
    mutating func next(_ kind: CampaignOperation.Kind) -> (pool: String, operation: CampaignOperation)? {
        guard let id = one(pools.keys), let pool = pools[id] else { return nil }
        let kept = pool.snapshots.keys.filter { $0 != "seed" }
        let operation: CampaignOperation? =
            switch kind {
            case .change: change(of: pool.state).map { .change($0) }
            case .take: one(Self.snapshots).map { .take($0) }
            case .delete: one(kept).map { .delete($0) }
            case .restore: one(kept).map { .restore($0) }
            case .reset: .restore("seed")
            case .fork:
                one(Self.forks.filter { pools[$0] == nil && !unsettled.contains($0) }).map {
                    .fork(as: $0, at: chance.below(2) == 0 ? nil : one(pool.snapshots.keys))
                }
            case .difference:
                one(pool.snapshots.keys).map {
                    .difference(from: $0, to: chance.below(2) == 0 ? nil : one(pool.snapshots.keys))
                }
            case .remove: Self.forks.contains(id) ? .remove : nil
            }
        guard let operation else { return nil }
        if case .fork(let new, _) = operation { unsettled.insert(new) }
        if case .remove = operation { unsettled.insert(id) }
        operation.apply(to: &pools[id])
        return (id, operation)
    }

    private mutating func change(of state: CampaignState) -> CampaignChange? {
        let (users, groups) = (state.nicknames.keys, state.groups.keys)
        let departments = state.departments.keys
        switch chance.below(11) {
        case 0 where users.count < Self.users:
            return .createUsers((0...chance.below(3)).map { _ in name("u") })
        case 1: return one(users).map { .rename($0, nickname: name("nickname")) }
        case 2 where users.count > Self.users / 2: return .deleteUsers(some(users, 3))
        case 3 where groups.count < Self.places: return .createGroup(name("g"))
        case 4 where groups.count == Self.places: return one(groups).map { .deleteGroup($0) }
        case 5, 6: return one(groups).map { .addToGroup($0, some(users, 4)) }
        case 7: return one(groups).map { .removeFromGroup($0, some(users, 4)) }
        case 8 where departments.count < Self.places: return .createDepartment(name("d"))
        case 8: return one(departments).map { .deleteDepartment($0) }
        case 9: return one(departments).map { .addToDepartment($0, some(users, 4)) }
        case 10: return one(departments).map { .removeFromDepartment($0, some(users, 4)) }
        default: return one(groups).map { .addToGroup($0, some(users, 8)) }
        }
    }

    /// A name that was never used before.
    private mutating func name(_ kind: String) -> String {
        count += 1
        return "\(kind)-\(round)-\(count)"
    }

    private func one(_ choices: some Collection<String>) -> String? {
        choices.isEmpty ? nil : choices.sorted()[chance.below(choices.count)]
    }

    private func some(_ choices: some Collection<String>, _ most: Int) -> [String] {
        var left = choices.sorted()
        return (0..<min(left.count, 1 + chance.below(most))).map { _ in
            left.remove(at: chance.below(left.count))
        }
    }
}
