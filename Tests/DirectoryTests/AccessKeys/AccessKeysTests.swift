import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Access keys that are made, changed and deleted while the pool serves.
@Suite("Access keys")
struct AccessKeysTests {
    private func create(_ served: ServedPools) throws -> AccessKey {
        try served.run { try $0.accessKeys.create(type: "userpool", userId: "", tenantId: nil).key }
    }

    @Test("A new access key is found in its pool after the commit", arguments: PoolPlace.allCases)
    func created(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let generation = served.pools.generation
        let key = try create(served)
        let found = try #require(served.pools.accessKey(id: key.id))
        #expect(try found.pool === served.pool && found.key == key)
        #expect(try served.pool.accessKeys.map(\.id).sorted() == [key.id, "k"].sorted())
        #expect(served.pools.generation > generation)
    }

    @Test("A disabled access key is found as disabled, a deleted one is not found")
    func changed() throws {
        let served = try ServedPools()
        let key = try create(served)
        try served.run { try $0.accessKeys.setEnabled(key.id, to: false) }
        #expect(served.pools.accessKey(id: key.id)?.key.isEnabled == false)
        try served.run { try $0.accessKeys.delete(key.id) }
        #expect(served.pools.accessKey(id: key.id) == nil)
        #expect(served.pools.accessKey(id: "k") != nil)
    }

    @Test("An access key whose creation is rolled back is not found")
    func rolledBack() throws {
        struct Stop: Error {}
        let served = try ServedPools()
        #expect(throws: Stop.self) {
            try served.run { directory in
                _ = try directory.accessKeys.create(type: "userpool", userId: "", tenantId: nil)
                throw Stop()
            }
        }
        #expect(try served.pool.accessKeys.map(\.id) == ["k"])
    }

    @Test("The last enabled access key is neither disabled nor deleted")
    func lastKey() throws {
        let served = try ServedPools()
        let spare = try create(served)
        try served.run { try $0.accessKeys.setEnabled(spare.id, to: false) }
        #expect(throws: AccessKeyError.lastEnabled) {
            try served.run { try $0.accessKeys.setEnabled("k", to: false) }
        }
        #expect(throws: AccessKeyError.lastEnabled) { try served.run { try $0.accessKeys.delete("k") } }
        try served.run { try $0.accessKeys.delete(spare.id) }
    }

    @Test("An access key is found with the user it belongs to only")
    func owner() throws {
        let served = try ServedPools()
        let key = try served.run {
            try $0.accessKeys.create(type: "userpool", userId: "u1", tenantId: nil).key
        }
        #expect(try served.run { try $0.accessKeys.get(key.id, of: "u1").key } == key)
        for userId in ["", "u2"] {
            #expect(throws: AccessKeyError.notFound) {
                try served.run { _ = try $0.accessKeys.get(key.id, of: userId) }
            }
        }
        #expect(throws: UserError.notFound(id: "nobody")) {
            try served.run { _ = try $0.accessKeys.create(type: "t", userId: "nobody", tenantId: nil) }
        }
    }

    @Test("Restoring a snapshot keeps the current access keys", arguments: PoolPlace.allCases)
    func restored(place: PoolPlace) throws {
        let served = try ServedPools(place)
        let deleted = try create(served)
        try served.take("before")
        let kept = try create(served)
        try served.run { try $0.accessKeys.delete(deleted.id) }
        try served.restore("before")
        #expect(try served.pool.accessKeys.map(\.id).sorted() == [kept.id, "k"].sorted())
        let stored = try served.run { try $0.accessKeys.list(AccessKeyQuery()).map(\.key.id) }
        #expect(stored.sorted() == [kept.id, "k"].sorted())
        #expect(served.pools.accessKey(id: deleted.id) == nil)
    }

    @Test("The access keys of a removed pool are removed")
    func removed() throws {
        let served = try ServedPools()
        let key = try create(served)
        try served.wait { served.pools.remove(id: "p1", then: $0) }
        #expect(served.pools.accessKey(id: key.id) == nil)
        #expect(served.pools.accessKey(id: "k") == nil)
    }

    @Test("A difference says which access keys are new or changed, and shows no secret")
    func difference() throws {
        let served = try ServedPools()
        let changed = try create(served)
        try served.take("before")
        let key = try create(served)
        try served.run { try $0.accessKeys.setEnabled(changed.id, to: false) }
        let before = try SnapshotName("before")
        let bytes: [UInt8] = try served.wait { try served.pool.difference(from: before, then: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("accessKeys") && text.contains(key.id) && text.contains("enable"))
        #expect(!text.contains(key.secret) && !text.contains(changed.secret))
    }

    @Test("Changes of access keys are published with the id of the key")
    func events() throws {
        let served = try ServedPools()
        try served.run { directory in
            let key = try directory.accessKeys.create(type: "userpool", userId: "", tenantId: nil).key
            try directory.accessKeys.setEnabled(key.id, to: false)
            try directory.accessKeys.delete(key.id)
            #expect(
                directory.events == [
                    PoolEvent(.accessKeyCreated, key.id), PoolEvent(.accessKeyUpdated, key.id),
                    PoolEvent(.accessKeyDeleted, key.id),
                ])
        }
    }
}
