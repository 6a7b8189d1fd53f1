import Bytes
import Dispatch
import Locking
import PoolTestSupport
import Testing

@testable import PoolEngine

@Suite("New ids and random bytes")
struct IdSourceTests {
    private let moment = Timestamp(milliseconds: 0x62c0_fe6e * 1_000 + 999)

    private func isLowerHexadecimal(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }

    @Test("The id source makes ids of 24 hexadecimal digits that begin with the time in seconds")
    func form() {
        let ids = ObjectIdSource(random: SystemRandom())
        for _ in 0..<1_000 {
            let id = ids.next(at: moment)
            #expect(id.utf8.count == 24 && isLowerHexadecimal(id) && id.hasPrefix("62c0fe6e"))
        }
    }

    @Test(
        "The id source increments the last three bytes and keeps the five before them, also at an overflow"
    )
    func counter() {
        struct Ones: RandomSource {
            func fill(_ buffer: UnsafeMutableRawBufferPointer) {
                buffer.initializeMemory(as: UInt8.self, repeating: 0xff)
            }
        }
        let ids = ObjectIdSource(random: Ones())
        #expect(ids.next(at: moment) == "62c0fe6e" + "ffffffffff" + "000000")
        #expect(ids.next(at: moment) == "62c0fe6e" + "ffffffffff" + "000001")
    }

    @Test("The id source never returns an id twice, with any number of threads")
    func unique() {
        let ids = ObjectIdSource(random: SystemRandom())
        let given = Lock<Set<String>>([])
        let moment = moment
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let mine = (0..<2_000).map { _ in ids.next(at: moment) }
            given.withLock { $0.formUnion(mine) }
        }
        #expect(given.withLock(\.count) == 16_000)
    }

    @Test("The id source gives the same ids for the same random bytes and times")
    func deterministic() {
        let (one, other) = (SeededRandom(seed: 3), SeededRandom(seed: 3))
        #expect(
            ObjectIdSource(random: one).next(at: moment) == ObjectIdSource(random: other).next(at: moment))
    }

    @Test("A request id is a version 4 UUID in lower case (RFC 9562, section 5.4)")
    func uuid() {
        let random = SystemRandom()
        var seen: Set<String> = []
        for _ in 0..<1_000 {
            let uuid = random.uuid().description
            let parts = uuid.split(separator: "-", omittingEmptySubsequences: false)
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts.allSatisfy { isLowerHexadecimal($0) })
            #expect(parts[2].hasPrefix("4"))
            #expect("89ab".contains(parts[3].prefix(1)))
            seen.insert(uuid)
        }
        #expect(seen.count == 1_000)
    }

    @Test("The random source fills buffers of any size", arguments: [0, 1, 16, 4_095, 4_096, 4_097, 100_000])
    func sizes(count: Int) {
        let random = SystemRandom()
        let (one, other) = (random.bytes(count), random.bytes(count))
        #expect(one.count == count && other.count == count)
        if count >= 16 { #expect(one != other) }
        if count >= 4_095 { #expect(Set(one).count == 256) }
    }

    @Test("The random source gives every thread different bytes")
    func threads() {
        let random = SystemRandom()
        let given = Lock<Set<[UInt8]>>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let mine = (0..<1_000).map { _ in random.bytes(16) }
            given.withLock { $0.formUnion(mine) }
        }
        #expect(given.withLock(\.count) == 8_000)
    }
}
