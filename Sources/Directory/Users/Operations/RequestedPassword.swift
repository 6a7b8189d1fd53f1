internal import Contract
internal import PoolEngine

/// The password that a request sets for a user.
enum RequestedPassword: Sendable {
    case given(String)
    /// One that is made up: no caller ever learns it.
    case generated

    /// Makes the choice of a request; nil when it sets no password.
    ///
    /// - Parameters:
    ///   - text: the password given; an empty one is none.
    ///   - isGenerated: whether one is made up where none is given.
    init?(_ text: String?, orGenerated isGenerated: Bool) {
        if let text, !text.isEmpty {
            self = .given(text)
        } else if isGenerated {
            self = .generated
        } else {
            return nil
        }
    }

    /// The password as it is kept.
    ///
    /// - Throws: as `NewPassword.hash(random:)`.
    func hash(random: any RandomSource) throws -> PasswordHash {
        switch self {
        case .given(let text): try NewPassword.clear(text).hash(random: random)
        case .generated: try NewPassword.generated(random: random).hash(random: random)
        }
    }
}

/// How a password in a request is encrypted; any but `none` is refused once there is a password.
enum PasswordEncryption: String, CaseIterable, Sendable {
    case sm2, rsa, none
}

extension CreateUserOtpDto {
    func check(_ fields: inout FieldReader) {
        // Without a secret there is nothing to recover from.
        if secret?.isEmpty ?? true, recoveryCode?.isEmpty == false { fields.refuse([Self.secret]) }
    }

    /// The secret of one-time passwords; nil when the object has none.
    var otp: OtpSecret? {
        guard let secret, !secret.isEmpty else { return nil }
        return OtpSecret(secret: secret, recoveryCode: recoveryCode)
    }
}
