/// The names of fields, parameters and header fields whose values are secrets.
public enum SecretNames {
    /// Parts of such names, in small letters without separators.
    public static let parts = [
        "password", "passwd", "pwd", "secret", "salt", "token", "privatekey", "otp", "recoverycode",
        "passcode",
        "verifycode", "smscode", "mfacode", "credential", "apikey", "signature", "ticket", "cookie",
        "authorization",
    ]

    /// Names with such a part whose values are not secret.
    private static let exceptions = ["signaturemethod", "signatureversion", "signaturenonce"]

    /// Whether the value of a name is a secret; separators and case do not matter.
    public static func contains(_ name: some StringProtocol) -> Bool {
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return parts.contains { letters.contains($0) } && !exceptions.contains { letters.hasSuffix($0) }
    }
}
