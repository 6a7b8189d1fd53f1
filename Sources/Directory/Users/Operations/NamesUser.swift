internal import Contract
internal import PoolEngine

/// A request with the id of a user and its kind.
protocol NamesUser: RequestObject {
    var userId: String { get }
    var userIdType: UserIdType { get }
}

extension NamesUser {
    func check(_ fields: inout FieldReader) {
        fields.checkUserId(userId, type: userIdType)
    }

    /// Finds the user of the request.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    func findUser(in directory: PoolTransaction) throws -> User {
        try directory.users.find(userId, type: userIdType)
    }
}

/// A request with the id of a user, and the kind of the id in its options.
protocol NamesUserInOptions: RequestObject {
    var userId: String { get }
    var options: UserIdTypeOptions { get }
}

extension NamesUserInOptions {
    func check(_ fields: inout FieldReader) {
        checkUser(&fields)
    }

    /// Refuses an id that is malformed for its kind.
    func checkUser(_ fields: inout FieldReader) {
        fields.checkUserId(userId, type: options.userIdType)
    }

    /// Finds the user of the request.
    ///
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    func findUser(in directory: PoolTransaction) throws -> User {
        try directory.users.find(userId, type: options.userIdType)
    }
}

/// A request with ids of several users of one kind.
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
    /// Refuses the field `userId` if it is a malformed e-mail address or phone number (users.md, getUser tests).
    ///
    /// An empty id is refused where it is read.
    mutating func checkUserId(_ id: String, type: UserIdType) {
        if !id.isEmpty, !type.fits(id) { refuse(named: "userId") }
    }

    /// Refuses a list of ids if one is malformed for its kind.
    mutating func check(_ ids: [String], type: UserIdType, named field: Field<[String]>) {
        guard let index = ids.firstIndex(where: { !$0.isEmpty && !type.fits($0) }) else { return }
        refuse(named: field.name, detail: "\(field.name)[\(index)]")
    }
}

extension UserIdType {
    /// Whether a text is well-formed for the kind.
    fileprivate func fits(_ id: String) -> Bool {
        switch self {
        case .email: EmailAddress.isWellFormed(id)
        case .phone: PhoneNumber.isWellFormed(id)
        default: true
        }
    }
}
