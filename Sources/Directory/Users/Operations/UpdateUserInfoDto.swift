internal import Contract
internal import PoolEngine

/// Options of setting passwords.
protocol ChangesPasswords {
    static var passwordEncryptType: Field<PasswordEncryption> { get }
    var passwordEncryptType: PasswordEncryption { get }
    var autoGeneratePassword: Bool { get }
    var resetPasswordOnNextLogin: Bool? { get }
    var sendPasswordResetedNotification: SendResetPasswordNotificationDto { get }
    /// Whether the password must be changed at the next login; nil if absent.
    var mustReset: Bool? { get }
}

extension ChangesPasswords {
    var mustReset: Bool? { resetPasswordOnNextLogin }
}

extension UpdateUserOptionsDto {
    /// Logins are not emulated, so the first login is the next one.
    var mustReset: Bool? { resetPasswordOnFirstLogin ? true : resetPasswordOnNextLogin }
}

extension UpdateUserInfoDto {
    /// The password to be set, if any.
    func newPassword(_ options: some ChangesPasswords) -> RequestedPassword? {
        RequestedPassword(password, orGenerated: options.autoGeneratePassword)
    }

    /// The first field with a value that is not emulated.
    func notEmulated(with options: some ChangesPasswords) -> (any FieldDeclaration)? {
        if metadata { return Self.metadata }
        if hasPassword, options.passwordEncryptType != .none { return type(of: options).passwordEncryptType }
        guard hasPassword || options.autoGeneratePassword else { return nil }
        return options.sendPasswordResetedNotification.asked
    }

    /// Changes the user.
    ///
    /// - Throws: `UserError`, `CustomFieldError`, `APIError`, `SQLiteError`.
    func apply(
        to directory: PoolTransaction, type: UserIdType, with options: some ChangesPasswords,
        password: PasswordHash?
    ) throws -> User {
        let user = try directory.users.find(userId, type: type)
        try check(for: user)
        var changes = changes
        changes.password = password.map { .hashed($0) }
        changes.resetPasswordOnNextLogin = options.mustReset
        return try directory.users.update(user, with: changes)
    }
}

extension SendResetPasswordNotificationDto {
    /// The first field that requests a message.
    fileprivate var asked: (any FieldDeclaration)? {
        if sendDefaultEmailNotification { return Self.sendDefaultEmailNotification }
        if sendDefaultPhoneNotification { return Self.sendDefaultPhoneNotification }
        if inputSendEmailNotification?.isEmpty == false { return Self.inputSendEmailNotification }
        return inputSendPhoneNotification?.isEmpty == false ? Self.inputSendPhoneNotification : nil
    }
}
