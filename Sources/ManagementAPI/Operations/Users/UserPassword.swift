internal import Directory
internal import PoolEngine

/// The passwords of requests that make or change users.
enum UserPassword {
    /// Reads a password; an empty one is none.
    static func read(_ field: Field<String?>, from fields: inout FieldReader) -> NewPassword? {
        fields.read(field).flatMap { $0.isEmpty ? nil : .clear($0) }
    }

    /// The password as it is kept.
    ///
    /// - Parameters:
    ///   - password: the password given.
    ///   - isGenerated: whether one is made up where none is given.
    ///   - random: where it is taken from.
    /// - Returns: nil when there is none.
    /// - Throws: as `NewPassword.hash(random:)`.
    static func hashed(
        _ password: NewPassword?, orGenerated isGenerated: Bool, random: any RandomSource
    ) throws -> NewPassword? {
        guard let password = password ?? (isGenerated ? .generated(random: random) : nil) else { return nil }
        return .hashed(try password.hash(random: random))
    }
}

/// The secret of one-time passwords in an object that may be absent (`CreateUserOtpDto`).
struct OptionalOtp: FieldGroup {
    private static let secret = Field.optionalText("secret")
    private static let recoveryCode = Field.optionalText("recoveryCode")

    static let fields: [any FieldDeclaration] = [secret, recoveryCode]

    /// The secret; nil when there is nothing in the object.
    let secret: OtpSecret?

    init(from fields: inout FieldReader) {
        let secret = fields.read(Self.secret) ?? ""
        let recoveryCode = fields.read(Self.recoveryCode)
        self.secret = secret.isEmpty ? nil : OtpSecret(secret: secret, recoveryCode: recoveryCode)
        // Without a secret there is nothing to recover from.
        if secret.isEmpty, recoveryCode?.isEmpty == false { fields.refuse([Self.secret]) }
    }
}

/// How a password in a request is encrypted.
enum PasswordEncryption: String, CaseIterable, Sendable {
    case sm2, rsa, none

    /// The field of options that tells it; everything but plain text is refused once there is a password.
    static let field = Field.choice("passwordEncryptType", default: PasswordEncryption.none)
}
