import Testing

@testable import PoolEngine

@Suite("Randomness and ids that follow from a seed")
struct DeterministicEnvironmentTests {
    private let environment = Environment.system(seed: "a seed")

    @Test("The bytes are HMAC-SHA-256 codes of a counter")
    func vector() {
        // Computed with Python's hashlib and hmac.
        let random = RepeatableRandom(RandomSeed("a seed"))
        #expect(random.bytes(5) == [0x90, 0x5a, 0x6b, 0xb9, 0x7b])
        #expect(
            random.bytes(35) == [
                0x55, 0x20, 0x4c, 0xc3, 0x4e, 0xdd, 0xf5, 0x93, 0xd9, 0xba, 0x60, 0xa9, 0x6e, 0xd2, 0x09,
                0x59, 0xd9, 0x82, 0xe5, 0x7c, 0x5c, 0xcb, 0x3d, 0x7b, 0xcf, 0x6c, 0x72, 0x37, 0x41, 0x62,
                0x6b, 0xbb, 0xff, 0x29, 0xcb,
            ])
    }

    @Test("Two environments with the same seed give the same, with another seed they do not")
    func seeds() {
        let (first, second) = (environment, Environment.system(seed: "a seed"))
        let other = Environment.system(seed: "another")
        for _ in 0..<10 {
            let (id, bytes) = (first.newId(), first.random.bytes(33))
            #expect(id == second.newId() && bytes == second.random.bytes(33))
            #expect(id != other.newId() && bytes != other.random.bytes(33))
        }
    }

    @Test("A part follows from its name, whatever other parts use")
    func parts() {
        let before = environment.part("a").random.bytes(16)
        _ = environment.random.bytes(100)
        _ = environment.part("b").random.bytes(100)
        _ = environment.newId()
        #expect(environment.part("a").random.bytes(16) == before)
        #expect(environment.part("b").random.bytes(16) != before)
        #expect(environment.part("a").part("a").random.bytes(16) != before)
    }

    @Test("Ids are those of the service's layout, all different, and have no time")
    func ids() {
        let ids = environment.part("ids")
        let made = (0..<1_000).map { _ in ids.newId() }
        #expect(Set(made).count == made.count)
        #expect(made.allSatisfy { $0.count == 24 && $0.hasPrefix("5e0be100") })
    }

    @Test("The parts of an environment without a seed are itself")
    func system() {
        let environment = Environment.system()
        #expect(!environment.isDeterministic && self.environment.isDeterministic)
        #expect(environment.part("a").random as AnyObject === environment.random as AnyObject)
        #expect(self.environment.with(SystemClock()).isDeterministic)
    }
}
