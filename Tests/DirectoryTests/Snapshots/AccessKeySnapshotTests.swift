import Testing

@testable import Directory
@testable import PoolEngine

/// Access keys belong to a pool and not to its contents, so snapshots and forks of other contents leave them alone.
@Suite("Access keys in snapshots")
struct AccessKeySnapshotTests {
    private func create(_ served: ServedPools, on pool: UserPool? = nil) throws -> String {
        try served.run(on: pool) {
            try $0.accessKeys.create(type: "userpool", userId: "", tenantId: nil).key.id
        }
    }

    /// The keys that the pool's database has, with `-` for a disabled one.
    private func stored(_ served: ServedPools, in pool: UserPool? = nil) throws -> Set<String> {
        Set(
            try served.run(on: pool) { try AccessKey.all(of: $0.connection) }.map {
                $0.isEnabled ? $0.id : "-\($0.id)"
            })
    }

    @Test(
        "Returning to a snapshot keeps access keys as they are, with those made, disabled and deleted since",
        arguments: PoolPlace.allCases)
    func restore(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let (disabled, deleted) = (try create(served), try create(served))
        try served.take("one")
        let made = try create(served)
        try served.run {
            try $0.accessKeys.setEnabled(disabled, to: false)
            try $0.accessKeys.delete(deleted)
        }
        for name in ["one", "seed"] {
            try served.restore(name)
            #expect(try stored(served) == ["k", "-\(disabled)", made])
            #expect(served.pools.accessKey(id: made)?.key.isEnabled == true)
            #expect(served.pools.accessKey(id: disabled)?.key.isEnabled == false)
            #expect(served.pools.accessKey(id: deleted) == nil)
        }
    }

    @Test("A fork has the access keys of its caller only", arguments: PoolPlace.allCases)
    func fork(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let own = try create(served)
        let fork = try served.fork(as: "p2", keys: ["k2"])
        #expect(try stored(served, in: fork) == ["k2"])
        #expect(try served.pools.accessKey(id: own)?.pool === served.pool)
        let made = try create(served, on: fork)
        try served.run(on: fork) { try $0.accessKeys.delete("k2") }
        #expect(try stored(served, in: fork) == [made])
        #expect(try stored(served) == ["k", own])
        #expect(served.pools.accessKey(id: made)?.pool === fork)
        #expect(served.pools.accessKey(id: "k2") == nil)
        #expect(throws: AccessKeyError.self) { try served.run(on: fork) { try $0.accessKeys.delete(own) } }
    }
}
