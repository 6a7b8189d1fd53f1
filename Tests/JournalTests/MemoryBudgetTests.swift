import Bytes
import Synchronization
import Testing

@testable import Journal

@Suite("The memory of journals")
struct MemoryBudgetTests {
    private func entry(bytes: Int) -> JournalEntry {
        JournalEntry(
            requestId: UUIDBytes(random: 1, 2), startedAt: 0, microseconds: 0,
            request: Array(repeating: 0x78, count: bytes), operationPath: nil,
            outcome: JournalOutcome(status: 200, statusCode: 200, body: []))
    }

    private func numbers(_ journal: Journal) -> [UInt64] {
        journal.entries(JournalFilter(), limit: .max).map(\.number)
    }

    @Test(
        "The largest journals lose their oldest entries when all keep too much, and small ones lose nothing")
    func largestFirst() async throws {
        let budget = MemoryBudget(mostBytes: 1 << 20)
        let small = Journal(capacity: 100, budget: budget)
        let journals = (0..<2).map { _ in Journal(capacity: 100, budget: budget) }
        for _ in 0..<2 { small.record(entry(bytes: 20_000)) }
        for _ in 0..<60 {
            for journal in journals { journal.record(entry(bytes: 20_000)) }
            try await Task.sleep(for: .milliseconds(1))
        }
        for _ in 0..<1_000 where budget.used.load(ordering: .relaxed) > 1 << 20 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let kept = ([small] + journals).map(\.keptBytes).reduce(0, +)
        #expect(kept <= 1 << 20)
        // Not nearly all were removed.
        #expect(kept > 1 << 19)
        #expect(numbers(small) == [1, 2])
        for journal in journals {
            let numbers = numbers(journal)
            #expect(numbers.last == 60 && numbers.count > 10 && numbers.count < 30)
            #expect(numbers == Array(60 - UInt64(numbers.count) + 1...60))
        }
    }

    @Test("A journal that ends gives back what it kept, and so does one whose entries are removed")
    func ending() {
        let budget = MemoryBudget(mostBytes: 1 << 30)
        var journal: Journal? = Journal(capacity: 10, budget: budget)
        journal?.record(entry(bytes: 100_000))
        #expect(budget.used.load(ordering: .relaxed) > 100_000)
        journal?.removeAll()
        #expect(budget.used.load(ordering: .relaxed) == 0)
        journal?.record(entry(bytes: 100_000))
        journal = nil
        #expect(budget.used.load(ordering: .relaxed) == 0)
    }

    @Test(
        "The share of each journal is such that all together keep the total",
        arguments: [
            ([], Int.max), ([10, 20, 30], .max), ([50, 50], 45), ([10, 100, 200], 40), ([90], .max),
            ([91], 90),
            ([0, 0, 500], 90), ([30, 30, 30, 30], 22),
        ])
    func shares(sizes: [Int], share: Int) {
        #expect(MemoryBudget.fairShare(of: 90, among: sizes) == share)
        #expect(sizes.map { min($0, share) }.reduce(0, +) <= 90)
    }
}
