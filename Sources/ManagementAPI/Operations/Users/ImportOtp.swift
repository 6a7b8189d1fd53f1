internal import Directory
internal import JSON

/// Gives users the secrets of their one-time passwords, all or none (`POST /api/v3/import-otp`, users.md).
struct ImportOtp: Operation {
    private static let list = Field<[Item]>.list("list", count: 0...Int.max)

    static let declaration = OperationDeclaration(
        .post, "import-otp", fields: [list], writes: true, answers: nil)

    private let list: [Item]

    init(from fields: inout FieldReader) {
        list = fields.read(Self.list)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.importOtp(list.map { ($0.userId, $0.otp.secret) })
    }

    /// The secret of one user (`ImportOtpItemDto`).
    private struct Item: FieldGroup {
        private static let otp = ObjectField("otp", as: Otp.self, isRequired: true)

        static let fields: [any FieldDeclaration] = [UserFields.userId, otp]

        let userId: String
        let otp: Otp

        init(from fields: inout FieldReader) {
            userId = fields.read(UserFields.userId)
            otp = Self.otp.read(from: &fields)
        }
    }

    /// A secret with the way around it (`ImportOtpItemDataDto`).
    private struct Otp: FieldGroup {
        private static let secret = Field.text("secret")
        private static let recoveryCode = Field.optionalText("recoveryCode")

        static let fields: [any FieldDeclaration] = [secret, recoveryCode]

        let secret: OtpSecret

        init(from fields: inout FieldReader) {
            secret = OtpSecret(
                secret: fields.read(Self.secret), recoveryCode: fields.read(Self.recoveryCode))
        }
    }
}
