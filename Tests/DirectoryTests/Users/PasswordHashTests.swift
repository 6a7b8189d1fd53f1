import PoolTestSupport
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Hashes of passwords")
struct PasswordHashTests {
    private let random = SeededRandom(seed: 1)

    @Test("Hashes of passwords are salted: the same password gives another hash each time")
    func salted() throws {
        let one = try PasswordHash(of: "secret", random: random)
        #expect(try PasswordHash(of: "secret", random: random) != one)
        #expect(try PasswordHash(of: "secret", random: SeededRandom(seed: 1)) == one)
        #expect(try PasswordHash(of: "Secret", random: SeededRandom(seed: 1)) != one)
    }

    /// Derived beforehand by another implementation, Python's `hashlib.scrypt(password, salt=bytes(16), n=4096, r=8,
    /// p=1, dklen=32)`.
    @Test(
        "Hashes of passwords are those of scrypt",
        arguments: [
            ("", "TcUq8l0nPU+bLPPvJGz8N+JIxbR9oPD1EhmQIue0hw8"),
            ("secret", "hJ3CuDYuwSsrXEoZiS9S7TFLOMNT7l/YF56r08/LkYY"),
            ("密码 🔑", "+XFMfLzF/rJQSjTIjTgNWZKcSzGPeRvBivhHKBlVxjg"),
        ] as [(String, String)])
    func vectors(password: String, key: String) throws {
        let hash = try PasswordHash(of: password, random: NoRandom())
        #expect(hash.text == "$scrypt$ln=12,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$\(key)")
    }

    @Test("Hashes of passwords come back from their text")
    func parsed() throws {
        let hash = try PasswordHash(of: "", random: random)
        #expect(PasswordHash(hash.text) == hash)
        #expect(
            PasswordHash("$scrypt$ln=17,r=8,p=1$c2FsdA$a2V5")?.text == "$scrypt$ln=17,r=8,p=1$c2FsdA$a2V5")
    }

    @Test(
        "Hashes of passwords are refused in any other form",
        arguments: [
            "", "secret", "$2b$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$a2V5",
            "scrypt$ln=12,r=8,p=1$c2FsdA$a2V5", "$scrypt$ln=12,r=8,p=1$c2FsdA",
            "$scrypt$ln=12,r=8,p=1$c2FsdA$",
            "$scrypt$ln=12,r=8,p=1$$a2V5", "$scrypt$ln=12,r=8$c2FsdA$a2V5",
            "$scrypt$r=8,ln=12,p=1$c2FsdA$a2V5",
            "$scrypt$ln=x,r=8,p=1$c2FsdA$a2V5", "$scrypt$ln=,r=8,p=1$c2FsdA$a2V5",
            "$scrypt$ln=12,r=8,p=1$c2F=$a2V5", "$scrypt$ln=12,r=8,p=1$c2FsdA$a2V5$",
            "$scrypt$ln=12,r=8,p=1$c2FsdA$a2V5\n",
        ])
    func refused(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test("Hashes of passwords leave nothing of a password in what is printed of it")
    func silent() {
        var user = NewUser()
        user.password = .clear("secret")
        let printed = "\(NewPassword.clear("secret")) \(String(reflecting: user)) \(user)"
        #expect(!printed.contains("secret"))
    }

    @Test("Generated passwords differ")
    func generated() {
        guard case .clear(let one) = NewPassword.generated(random: random),
            case .clear(let other) = NewPassword.generated(random: random)
        else {
            Issue.record("it is not in the clear")
            return
        }
        #expect(one != other && one.utf8.count == 36)
    }

    /// Zeros without end.
    private struct NoRandom: RandomSource {
        func fill(_ buffer: UnsafeMutableRawBufferPointer) {
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
        }
    }
}
