internal import Bytes
internal import Crypto
internal import CryptoExtras
public import PoolEngine

/// A stored password: salted, and hashed by scrypt (RFC 7914).
///
/// The text has the PHC string format, `$scrypt$ln=12,r=8,p=1$<salt>$<key>` with base64 that is not padded
/// (https://github.com/P-H-C/phc-string-format).
///
/// 2^12 rounds over blocks of 8 take 4 MiB and 11 ms of one core, so that a test can make hundreds of users with
/// passwords. OWASP recommends 32 times that for a service, but passwords of an emulator protect nothing. The
/// parameters are part of the text, so they can be raised. docs/decisions/0007-passwords-as-scrypt-hashes.md has the
/// figures and the rejected alternatives.
public struct PasswordHash: Sendable, Equatable {
    private static let logarithmOfRounds = 12
    private static let blockSize = 8
    private static let parallelism = 1
    private static let saltBytes = 16
    private static let keyBytes = 32

    /// The text as stored and exported.
    public let text: String

    /// Hashes a password with a new salt.
    ///
    /// This takes milliseconds, so it must not run on the queue of a user pool.
    ///
    /// - Throws: the library's error if there is not enough memory.
    public init(of password: String, random: any RandomSource) throws {
        let salt = random.bytes(Self.saltBytes)
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: Self.keyBytes,
            rounds: 1 << Self.logarithmOfRounds, blockSize: Self.blockSize, parallelism: Self.parallelism)
        let parameters = "ln=\(Self.logarithmOfRounds),r=\(Self.blockSize),p=\(Self.parallelism)"
        let encodedKey = key.withUnsafeBytes { Self.base64($0) }
        text = "$scrypt$\(parameters)$\(Self.base64(salt))$\(encodedKey)"
    }

    /// Reads an exported hash; nil if the text is not a hash.
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

/// A password to be set; it is never stored in plain text.
public enum NewPassword: Sendable, CustomStringConvertible {
    /// The plain text from a request or a seed.
    case clear(String)
    /// A hash.
    case hashed(PasswordHash)

    private static let generatedBytes = 18

    /// A random password, which is not revealed.
    public static func generated(random: any RandomSource) -> NewPassword {
        .clear(Hexadecimal.text(of: random.bytes(generatedBytes)))
    }

    /// The hash; a plain password is hashed now.
    ///
    /// - Throws: as `PasswordHash.init(of:random:)`.
    public func hash(random: any RandomSource) throws -> PasswordHash {
        switch self {
        case .clear(let password): try PasswordHash(of: password, random: random)
        case .hashed(let hash): hash
        }
    }

    /// A text for logs, without the password.
    public var description: String { "(a password)" }
}
