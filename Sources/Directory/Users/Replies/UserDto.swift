internal import Contract
internal import JSON
internal import PoolEngine

/// The optional parts of a user in a reply.
///
/// A part that is not requested is absent (users.md, Option flags).
struct UserDtoOptions {
    /// `customData`, from `withCustomData`.
    var customData = false
    /// `identities`, from `withIdentities`.
    var identities = false
    /// `departmentIds`, from `withDepartmentIds`.
    var departmentIds = false
    /// `postIdList`, from `withPost`.
    var posts = false
    /// The custom fields among the user's own, from `flatCustomData`.
    var flatCustomData = false
}

/// A user in replies (`UserDto`).
///
/// Fields are in the order of the public description. A field without a value is null, like `lastLogin` of a new user
/// in the service's replies (users.md).
struct UserDto {
    let user: User
    let options: UserDtoOptions
    let directory: PoolTransaction

    /// Writes the object.
    ///
    /// - Throws: `SQLiteError`.
    func write(to writer: inout Writer) throws {
        writer.beginObject()
        UserMembers.first.write(user, to: &writer)
        if options.departmentIds {
            writer.name("departmentIds")
            writer.array(try directory.departments.members.departmentIds(of: user)) { $1.string($0) }
        }
        if options.identities {
            writer.name("identities")
            writer.array(try directory.users.identities.list(of: user)) {
                IdentityDto(identity: $0).write(to: &$1)
            }
        }
        UserMembers.identityNumber.write(user, to: &writer)
        if options.customData { writer.customData(user.customData) }
        // Posts are not emulated.
        if options.posts { writer.emptyArray("postIdList") }
        UserMembers.last.write(user, to: &writer)
        if options.flatCustomData { writer.flatCustomData(user.customData, besides: Self.names) }
        writer.endObject()
    }
}

extension Writer {
    /// Writes a member with an empty array.
    mutating func emptyArray(_ name: StaticString) {
        self.name(name)
        beginArray()
        endArray()
    }

    /// Writes a member with a time, or `null` for nil.
    mutating func member(_ name: StaticString, _ time: Timestamp?) {
        self.name(name)
        timestamp(time)
    }

    /// Writes a time, or `null` for nil.
    mutating func timestamp(_ time: Timestamp?) {
        guard let time else { return null() }
        withUnsafeBytes(of: time.iso8601Bytes) { string(utf8: $0) }
    }

    /// Writes the member `customData`.
    ///
    /// - Parameter text: the object's JSON text; nil for an empty object.
    mutating func customData(_ text: String?) {
        name("customData")
        if let text {
            raw(Array(text.utf8))
        } else {
            beginObject()
            endObject()
        }
    }
}

extension UserDto {
    /// The names that a custom field among the members cannot have.
    static let names = Set(memberNames)
}
