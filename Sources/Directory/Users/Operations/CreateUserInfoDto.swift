internal import Contract
internal import PoolEngine

extension CreateUserInfoDto {
    /// The password to be set, if any.
    func newPassword(_ options: CreateUserOptionsDto) -> RequestedPassword? {
        RequestedPassword(password, orGenerated: options.autoGeneratePassword)
    }

    /// The first field with a value that is not emulated.
    ///
    /// A salt is for the password function of the pool, which is not emulated: without a password, and with
    /// `keepPassword`, it has no effect.
    func notEmulated(with options: CreateUserOptionsDto) -> (any FieldDeclaration)? {
        if hasPassword, salt?.isEmpty == false, !options.keepPassword { return Self.salt }
        if metadataSource { return Self.metadataSource }
        if hasPassword, options.passwordEncryptType != .none {
            return CreateUserOptionsDto.passwordEncryptType
        }
        return options.sendNotification.notEmulated(for: attributes)
    }

    /// Creates the user.
    ///
    /// `keepPassword` means that a password is already a hash; it is hashed nevertheless, since logins are not
    /// emulated.
    ///
    /// - Throws: as `Users.add`.
    func add(
        to directory: PoolTransaction, with options: CreateUserOptionsDto, password: PasswordHash?
    ) throws -> User {
        var user = changes.newUser
        user.tenantIds = tenantIds
        user.identities = identities.map(\.identity)
        user.password = password.map { .hashed($0) }
        user.otp = otp.otp
        user.resetPasswordOnNextLogin = options.resetPasswordOnFirstLogin
        return try directory.users.add(user, departmentIds: departmentIds, type: options.departmentIdType)
    }
}

extension SendCreateAccountNotificationDto {
    /// The first message that would be sent to the new user; without an address none would be sent.
    fileprivate func notEmulated(for attributes: UserAttributes) -> (any FieldDeclaration)? {
        if sendEmailNotification, attributes[.email]?.isEmpty == false { return Self.sendEmailNotification }
        if sendPhoneNotification, attributes[.phone]?.isEmpty == false { return Self.sendPhoneNotification }
        return nil
    }
}

extension UserDtoOptions {
    /// The options of replies to calls that create or change users: they always have custom fields (users.md,
    /// createUser test).
    static let ofWrites = UserDtoOptions(customData: true)
}
