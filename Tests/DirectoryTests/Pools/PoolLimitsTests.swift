import Dispatch
import Foundation
import Locking
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

@Suite("The number of user pools, and names in use")
struct PoolLimitsTests {
    private func open(poolLimit: Int = 3) throws -> UserPools {
        let seed = SeedText.pool(#""accessKeys": [{"id": "k", "secret": "s"}]"#)
        return try UserPools(
            .directory, storage: .memory, durability: .process, seeds: SeedText.parse(seed),
            replacingExisting: false, fallback: { [] }, environment: .system(),
            onDemandIdle: 60_000, poolLimit: poolLimit)
    }

    /// The result of a call that completes later.
    private func result<Value: Sendable>(
        _ call: (@escaping UserPool.Completion<Value>) -> Void
    ) -> Result<Value, any Error> {
        let done = DispatchSemaphore(value: 0)
        let box = Lock<Result<Value, any Error>?>(nil)
        call { value in
            box.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        return box.withLock { $0 ?? .failure(MailboxError.closed) }
    }

    private func fork(_ pools: UserPools, _ id: String) throws -> Result<UserPool, any Error> {
        let first = try #require(pools.first)
        let new = try NewUserPool(id: id, name: id, accessKeys: [AccessKey(id: "key-\(id)", secret: "s")])
        return result { pools.fork(first, as: new, then: $0) }
    }

    @Test("Calls add no user pool beyond the limit, and those on demand do not count")
    func limit() throws {
        let pools = try open()
        for number in 0..<5 { _ = try pools.poolOnDemand(for: AccessKey(id: "w\(number)", secret: "s")) }
        _ = try (fork(pools, "a").get(), fork(pools, "b").get())
        #expect(throws: SnapshotError.tooManyUserPools(most: 3)) { try fork(pools, "c").get() }
        try result { pools.remove(id: "a", then: $0) }.get()
        #expect(try fork(pools, "c").get().id == "c")
    }

    @Test("A request that has found a pool on demand before its removal is carried out")
    func removalDuringUse() throws {
        let pools = try open()
        let pool = try pools.poolOnDemand(for: AccessKey(id: "w", secret: "s"))
        try result { pools.remove(id: pool.id, then: $0) }.get()
        #expect(pools.pool(id: pool.id) == nil)
        let job = RecordingJob { _ in }
        try pool.mailbox.enqueue(job)
        job.wait()
        #expect(job.succeeded)
    }

    @Test("The memory of a removed pool on demand is freed")
    func freed() throws {
        let pools = try open()
        weak var removed: UserPool?
        do {
            let pool = try pools.poolOnDemand(for: AccessKey(id: "w", secret: "s"))
            removed = pool
            let job = RecordingJob { _ in }
            try pool.mailbox.enqueue(job)
            job.wait()
            try result { pools.remove(id: pool.id, then: $0) }.get()
        }
        // The queue of the pool may still return from its last job.
        for _ in 0..<200 where removed != nil { usleep(10_000) }
        #expect(removed == nil)
    }

    @Test("An access key of a user pool that is being made is not one of too many")
    func reserved() throws {
        let pools = try open()
        let names = PoolNames(id: "a", accessKeyIds: ["w"])
        try pools.changeRegistry { (registry) throws(SnapshotError) in try registry.reserve(names) }
        #expect {
            try pools.poolOnDemand(for: AccessKey(id: "w", secret: "s"))
        } throws: { error in
            if case OnDemandError.reserved = error { true } else { false }
        }
        pools.changeRegistry { $0.release(names) }
        #expect(try pools.poolOnDemand(for: AccessKey(id: "w", secret: "s")).name == "w")
    }
}
