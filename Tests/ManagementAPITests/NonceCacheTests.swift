import Testing

@testable import Contract
@testable import ManagementAPI

/// How long a nonce is remembered.
@Suite("Nonce cache")
struct NonceCacheTests {
    private static let window: Int64 = 1_000

    @Test("The nonce cache accepts a nonce once per caller")
    func once() {
        let cache = NonceCache(window: Self.window)
        #expect(cache.insert("n", of: "KEY", now: 5_000))
        #expect(!cache.insert("n", of: "KEY", now: 5_000))
        #expect(cache.insert("m", of: "KEY", now: 5_000))
        #expect(cache.insert("n", of: "KEY2", now: 5_000))
        #expect(cache.insert("Yn", of: "KE", now: 5_000))
    }

    @Test(
        "The nonce cache remembers for two windows, since a request may be dated one window ahead",
        arguments: 0..<8)
    func window(step: Int64) {
        let cache = NonceCache(window: Self.window)
        // The sets change places at any moment of the nonce's life.
        #expect(cache.insert("first", of: "KEY", now: 100_000))
        let noted = 100_000 + step * 250
        #expect(cache.insert("n", of: "KEY", now: noted))
        for now in stride(from: noted, through: noted + 2 * Self.window, by: 50) {
            #expect(!cache.insert("n", of: "KEY", now: now), "after \(now - noted) ms")
        }
    }

    @Test("The nonce cache forgets a nonce whose date would be refused")
    func forgets() {
        let cache = NonceCache(window: Self.window)
        #expect(cache.insert("n", of: "KEY", now: 5_000))
        #expect(cache.insert("n", of: "KEY", now: 5_000 + 4 * Self.window))
    }

    @Test("The nonce cache holds at most twice its capacity and always the latest nonces")
    func capacity() {
        let cache = NonceCache(window: Self.window, capacity: 10)
        for number in 0...20 { #expect(cache.insert("\(number)", of: "KEY", now: 5_000)) }
        for number in 10...20 { #expect(!cache.insert("\(number)", of: "KEY", now: 5_000), "\(number)") }
        #expect(cache.insert("0", of: "KEY", now: 5_000))
    }

    @Test("The nonce cache still refuses known nonces when the clock goes back")
    func clockBack() {
        let cache = NonceCache(window: Self.window)
        #expect(cache.insert("n", of: "KEY", now: 50_000))
        #expect(!cache.insert("n", of: "KEY", now: 10_000))
        #expect(cache.insert("m", of: "KEY", now: 10_000))
        #expect(!cache.insert("m", of: "KEY", now: 50_000))
    }
}
