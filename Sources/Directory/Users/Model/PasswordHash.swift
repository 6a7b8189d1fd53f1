internal import Bytes
internal import Crypto
internal import CryptoExtras
public import PoolEngine

/// A password as it is kept: salted, and hashed by scrypt (RFC 7914).
///
/// The text has the PHC string format, `$scrypt$ln=12,r=8,p=1$<salt>$<key>` with base64 that is not padded
/// (https://github.com/P-H-C/phc-string-format).
///
/// 2^12 rounds over blocks of 8 take 4 MiB and 11 ms of one core, so that a test can make hundreds of users with
/// passwords. What OWASP asks of a service is 32 times that; passwords of an emulator guard nothing, and the
/// parameters stand in the text, so they can grow. docs/decisions/0007-passwords-as-scrypt-hashes.md has the figures
/// and what was rejected.
public struct PasswordHash: Sendable, Equatable {
    private static let logarithmOfRounds = 12
    private static let blockSize = 8
    private static let parallelism = 1
    private static let saltBytes = 16
    private static let keyBytes = 32

    /// The hash as it is kept and exported.
    public let text: String

    /// Hashes a password with a salt of its own, which takes milliseconds: not for the queue of a user pool.
    ///
    /// - Throws: what the library throws, when it cannot have the memory.
    public init(of password: String, random: any RandomSource) throws {
        let salt = random.bytes(Self.saltBytes)
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: Self.keyBytes,
            rounds: 1 << Self.logarithmOfRounds, blockSize: Self.blockSize, parallelism: Self.parallelism)
        let parameters = "ln=\(Self.logarithmOfRounds),r=\(Self.blockSize),p=\(Self.parallelism)"
        let encodedKey = key.withUnsafeBytes { Self.base64($0) }
        text = "$scrypt$\(parameters)$\(Self.base64(salt))$\(encodedKey)"
    }

    /// Takes a hash that was exported; nil when the text has not the form of one.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let parameters = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard parameters.count == 3,
            zip(parameters, ["ln=", "r=", "p="]).allSatisfy({
                $0.hasPrefix($1) && Self.isNumber($0.dropFirst($1.count))
            }),
            parts[3...].allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.alphabet.contains) })
        else { return nil }
        self.text = text
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func base64(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Base64.encode(bytes, .standard), as: UTF8.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}

/// A password on its way to a user; in the clear it is never kept.
public enum NewPassword: Sendable, CustomStringConvertible {
    /// As a caller or a seed gives it.
    case clear(String)
    /// As it is kept.
    case hashed(PasswordHash)

    private static let generatedBytes = 18

    /// A password that nobody knows.
    public static func generated(random: any RandomSource) -> NewPassword {
        .clear(Hexadecimal.text(of: random.bytes(generatedBytes)))
    }

    /// The hash, made now if there is none yet.
    ///
    /// - Throws: as `PasswordHash.init(of:random:)`.
    public func hash(random: any RandomSource) throws -> PasswordHash {
        switch self {
        case .clear(let password): try PasswordHash(of: password, random: random)
        case .hashed(let hash): hash
        }
    }

    /// Says nothing of the password, for logs.
    public var description: String { "(a password)" }
}
