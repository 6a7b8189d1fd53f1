internal import Directory
internal import JSON
internal import SQLite

/// Sets what starts a user's second factor, all of it (`POST /api/v3/set-mfa-status`, users.md).
///
/// The object is the one that get-mfa-status answers. What it repeats of the user itself has to be as the user has it:
/// whether the service changes the user by it is not known.
struct SetMfaStatus: Operation {
    private static let data = ObjectField("mfaTriggerData", as: TriggerData.self, isRequired: true)

    static let declaration = OperationDeclaration(
        .post, "set-mfa-status", fields: [UserFields.userId, UserFields.userIdType, data], writes: true,
        notEmulated: [
            "mfaTriggerData.nickname", "mfaTriggerData.username", "mfaTriggerData.phone",
            "mfaTriggerData.phoneCountryCode",
        ])

    private let user: UserReference
    private let data: TriggerData

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        data = Self.data.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        try self.data.check(for: user)
        try directory.users.setMfa(self.data.mfa, of: user)
        data.isSuccess()
    }

    /// What starts a second factor (`GetMfaInfoDataDto`).
    private struct TriggerData: FieldGroup {
        private static let mfaToken = Field.text("mfaToken", length: 0...Int.max)
        private static let mfaPhone = Field.optionalText("mfaPhone")
        private static let mfaPhoneCountryCode = Field.optionalText("mfaPhoneCountryCode")
        private static let mfaEmail = Field.optionalText("mfaEmail")
        private static let attributes: [UserAttribute] = [.nickname, .username, .phone, .phoneCountryCode]
        private static let attributeFields = attributes.map { Field.optionalText($0.rawValue) }
        private static let faceMfaEnabled = Field.optionalFlag("faceMfaEnabled")
        private static let totpMfaEnabled = Field.optionalFlag("totpMfaEnabled")
        private static let applicationMfa = Field<[ApplicationMfa]>.list(
            "applicationMfa", count: 0...Int.max)

        static let fields: [any FieldDeclaration] =
            [mfaToken, mfaPhone, mfaPhoneCountryCode, mfaEmail] + attributeFields
            + [faceMfaEnabled, totpMfaEnabled, applicationMfa]

        let mfa: UserMfa
        private let attributes: UserAttributes

        init(from fields: inout FieldReader) {
            var mfa = UserMfa()
            mfa.mfaToken = fields.read(Self.mfaToken)
            mfa.mfaPhone = fields.read(Self.mfaPhone)
            mfa.mfaPhoneCountryCode = fields.read(Self.mfaPhoneCountryCode)
            mfa.mfaEmail = fields.read(Self.mfaEmail)
            var attributes = UserAttributes()
            for (attribute, field) in zip(Self.attributes, Self.attributeFields) {
                attributes[attribute] = fields.read(field)
            }
            self.attributes = attributes
            mfa.faceMfaEnabled = fields.read(Self.faceMfaEnabled) ?? false
            mfa.totpMfaEnabled = fields.read(Self.totpMfaEnabled)
            mfa.applicationMfa = fields.read(Self.applicationMfa).map(\.factor)
            self.mfa = mfa
        }

        /// Refuses fields of the user that are not as the user has them.
        ///
        /// - Throws: `APIError`.
        func check(for user: User) throws(APIError) {
            for attribute in Self.attributes {
                guard let value = attributes[attribute], !value.isEmpty,
                    !ExactText.same(value, user.attributes[attribute])
                else { continue }
                throw .notEmulated(field: attribute.rawValue, of: SetMfaStatus.declaration.path)
            }
        }
    }

    /// One of the factors (`ApplicationMfaDto`).
    private struct ApplicationMfa: FieldGroup {
        private static let mfaPolicy = Field.text("mfaPolicy")
        private static let status = number("status")
        private static let sort = number("sort")

        static let fields: [any FieldDeclaration] = [mfaPolicy, status, sort]

        let factor: UserMfa.Factor

        init(from fields: inout FieldReader) {
            factor = UserMfa.Factor(
                mfaPolicy: fields.read(Self.mfaPolicy), status: fields.read(Self.status),
                sort: fields.read(Self.sort))
        }

        private static func number(_ name: String) -> Field<Int> {
            Field(name, .integer(Int.min...Int.max), absent: nil, placeholder: 0) { $0.integer }
        }
    }
}
