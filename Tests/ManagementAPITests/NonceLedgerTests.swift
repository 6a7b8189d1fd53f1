import Testing

@testable import Contract
@testable import ManagementAPI

/// How long a nonce is remembered.
@Suite("Nonce ledger")
struct NonceLedgerTests {
    private static let window: Int64 = 1_000

    @Test("The nonce ledger accepts a nonce once per caller")
    func once() {
        let ledger = NonceLedger(window: Self.window)
        #expect(ledger.note("n", of: "KEY", now: 5_000))
        #expect(!ledger.note("n", of: "KEY", now: 5_000))
        #expect(ledger.note("m", of: "KEY", now: 5_000))
        #expect(ledger.note("n", of: "KEY2", now: 5_000))
        #expect(ledger.note("Yn", of: "KE", now: 5_000))
    }

    @Test(
        "The nonce ledger remembers for two windows, since a request may be dated one window ahead",
        arguments: 0..<8)
    func window(step: Int64) {
        let ledger = NonceLedger(window: Self.window)
        // The sets change places at any moment of the nonce's life.
        #expect(ledger.note("first", of: "KEY", now: 100_000))
        let noted = 100_000 + step * 250
        #expect(ledger.note("n", of: "KEY", now: noted))
        for now in stride(from: noted, through: noted + 2 * Self.window, by: 50) {
            #expect(!ledger.note("n", of: "KEY", now: now), "after \(now - noted) ms")
        }
    }

    @Test("The nonce ledger forgets a nonce whose request could not pass any more")
    func forgets() {
        let ledger = NonceLedger(window: Self.window)
        #expect(ledger.note("n", of: "KEY", now: 5_000))
        #expect(ledger.note("n", of: "KEY", now: 5_000 + 4 * Self.window))
    }

    @Test("The nonce ledger holds no more than twice its capacity, and the latest of them for certain")
    func capacity() {
        let ledger = NonceLedger(window: Self.window, capacity: 10)
        for number in 0...20 { #expect(ledger.note("\(number)", of: "KEY", now: 5_000)) }
        for number in 10...20 { #expect(!ledger.note("\(number)", of: "KEY", now: 5_000), "\(number)") }
        #expect(ledger.note("0", of: "KEY", now: 5_000))
    }

    @Test("The nonce ledger is not confused by a clock that goes back")
    func clockBack() {
        let ledger = NonceLedger(window: Self.window)
        #expect(ledger.note("n", of: "KEY", now: 50_000))
        #expect(!ledger.note("n", of: "KEY", now: 10_000))
        #expect(ledger.note("m", of: "KEY", now: 10_000))
        #expect(!ledger.note("m", of: "KEY", now: 50_000))
    }
}
