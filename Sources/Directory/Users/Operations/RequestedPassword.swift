internal import Contract
internal import PoolEngine

/// The password that a request sets for a user.
enum RequestedPassword: Sendable {
    case given(String)
    /// A random password, which is not revealed.
    case generated

    /// Reads a request; nil if it sets no password.
    ///
    /// - Parameters:
    ///   - text: the password; empty for none.
    ///   - isGenerated: whether to generate one if none is given.
    init?(_ text: String?, orGenerated isGenerated: Bool) {
        if let text, !text.isEmpty {
            self = .given(text)
        } else if isGenerated {
            self = .generated
        } else {
            return nil
        }
    }

    /// The hash of the password.
    ///
    /// - Throws: as `NewPassword.hash(random:)`.
    func hash(random: any RandomSource) throws -> PasswordHash {
        switch self {
        case .given(let text): try NewPassword.clear(text).hash(random: random)
        case .generated: try NewPassword.generated(random: random).hash(random: random)
        }
    }
}

/// The encryption of a password in a request; a password with a value other than `none` is refused.
enum PasswordEncryption: String, CaseIterable, Sendable {
    case sm2, rsa, none
}

extension CreateUserOtpDto {
    func check(_ fields: inout FieldReader) {
        // A recovery code needs a secret.
        if secret?.isEmpty ?? true, recoveryCode?.isEmpty == false { fields.refuse([Self.secret]) }
    }

    /// The secret of one-time passwords; nil if the object has none.
    var otp: OtpSecret? {
        guard let secret, !secret.isEmpty else { return nil }
        return OtpSecret(secret: secret, recoveryCode: recoveryCode)
    }
}
