internal import Contract
internal import PoolEngine

/// A request that names a user by an id of some kind.
protocol NamesUser: RequestObject {
    var userId: String { get }
    var userIdType: UserIdType { get }
}

extension NamesUser {
    func check(_ fields: inout FieldReader) {
        fields.checkUserId(userId, type: userIdType)
    }

    /// The user that the request names.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    func findUser(in directory: PoolTransaction) throws -> User {
        try directory.users.find(userId, type: userIdType)
    }
}

/// A request that names a user and, in its options, the kind of the id.
protocol NamesUserInOptions: RequestObject {
    var userId: String { get }
    var options: UserIdTypeOptions { get }
}

extension NamesUserInOptions {
    func check(_ fields: inout FieldReader) {
        checkUser(&fields)
    }

    /// Refuses an id that cannot be of its kind.
    func checkUser(_ fields: inout FieldReader) {
        fields.checkUserId(userId, type: options.userIdType)
    }

    /// The user that the request names.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    func findUser(in directory: PoolTransaction) throws -> User {
        try directory.users.find(userId, type: options.userIdType)
    }
}

/// A request that names several users by ids of one kind.
protocol NamesUsers: RequestObject {
    static var userIds: Field<[String]> { get }
    var userIds: [String] { get }
    var userIdType: UserIdType { get }
}

extension NamesUsers {
    func check(_ fields: inout FieldReader) {
        fields.check(userIds, type: userIdType, named: Self.userIds)
    }
}

extension FieldReader {
    /// Refuses the field `userId` when it is said to be an e-mail address or phone number and cannot be one (users.md,
    /// getUser tests).
    ///
    /// An empty id is refused where it is read.
    mutating func checkUserId(_ id: String, type: UserIdType) {
        if !id.isEmpty, !type.fits(id) { refuse(named: "userId") }
    }

    /// Refuses a list of ids of which one cannot be of its kind.
    mutating func check(_ ids: [String], type: UserIdType, named field: Field<[String]>) {
        guard let index = ids.firstIndex(where: { !$0.isEmpty && !type.fits($0) }) else { return }
        refuse(named: field.name, detail: "\(field.name)[\(index)]")
    }
}

extension UserIdType {
    /// Whether a text can be an id of the kind.
    fileprivate func fits(_ id: String) -> Bool {
        switch self {
        case .email: EmailAddress.isWellFormed(id)
        case .phone: PhoneNumber.isWellFormed(id)
        default: true
        }
    }
}
