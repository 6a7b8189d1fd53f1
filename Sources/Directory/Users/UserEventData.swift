internal import JSON
internal import PoolEngine

/// Events of users with the data that webhooks get.
extension Users {
    /// Records a change of a user.
    ///
    /// - Parameters:
    ///   - name: the kind of change, whose data are `user`.
    ///   - userId: the user.
    /// - Throws: `SQLiteError`.
    func emitUser(_ name: PoolEvent.Name, _ userId: String) throws {
        try emit(PoolEvent(name, userId)) { writer in
            writer.eventData(("user", try eventObject(of: find(userId))))
        }
    }

    /// Records that a user was created.
    func emitCreated(_ userId: String) throws {
        try emit(PoolEvent(.userCreated, userId)) { writer in
            var object = try eventObject(of: find(userId))
            object.add("_id", userId)
            object.addNulls("registerMethod", "registerInClient", "lastIP")
            object.write(to: &writer)
        }
    }

    /// Records that a user was changed.
    ///
    /// - Parameters:
    ///   - userId: the user.
    ///   - before: the user before; nil if nothing of it was changed that the event shows.
    /// - Throws: `SQLiteError`.
    func emitUpdated(_ userId: String, since before: User?) throws {
        try emit(PoolEvent(.userUpdated, userId)) { writer in
            let object = try eventObject(of: find(userId))
            let updates = object.updates(since: try before.map(eventObject))
            writer.eventData(("user", object), ("updates", updates))
        }
    }

    /// Records a change of a user whose data are the user itself.
    func emitPlainUser(_ name: PoolEvent.Name, _ userId: String) throws {
        try emit(PoolEvent(name, userId)) { writer in
            try eventObject(of: find(userId)).write(to: &writer)
        }
    }

    /// Records that an outside identity was linked to a user; it is no user of its own here.
    func emitAccountLinked(_ userId: String) throws {
        try emit(PoolEvent(.userAccountLinked, userId)) { writer in
            writer.beginObject()
            writer.name("primaryUser")
            try eventObject(of: find(userId)).write(to: &writer)
            writer.name("secondaryUser")
            writer.null()
            writer.endObject()
        }
    }

    /// Records that a user was deleted.
    func emitDeleted(_ user: User) throws {
        try emit(PoolEvent(.userDeleted, user.userId)) { writer in
            writer.eventData(list: "users", [try eventObject(of: user)])
        }
    }

    /// Records that the e-mail address of a user was verified.
    func emitEmailVerified(_ user: User) throws {
        try emit(PoolEvent(.userEmailVerified, user.userId)) { writer in
            writer.beginObject()
            writer.member("userId", user.userId)
            writer.member("email", user.attributes[.email])
            writer.endObject()
        }
    }

    /// A user as events have it: the 62 members of the samples, in their order.
    ///
    /// Secrets and what the emulator does not keep are null.
    func eventObject(of user: User) throws -> EventObject {
        var object = EventObject()
        func add(_ attributes: UserAttribute...) {
            for attribute in attributes { object.add(attribute.rawValue, user.attributes[attribute]) }
        }
        object.add("userPoolId", try poolIdForEvents())
        add(.email, .browser, .device)
        object.addNulls("password", "salt")
        object.add("registerSource", json: "[]")
        object.addNulls("encryptedPassword", "passwordSecurityLevel")
        object.add("createdAt", user.createdAt)
        object.add("updatedAt", user.updatedAt)
        object.add("id", user.userId)
        object.addNulls("oauth")
        add(.phone, .username)
        object.addNulls("unionid", "openid")
        add(.nickname, .company, .photo)
        object.addNulls("token", "tokenExpiredAt", "lastIp")
        add(.name, .givenName, .familyName, .middleName, .profile, .preferredUsername, .website, .birthdate)
        add(.zoneinfo, .locale, .address, .formatted, .streetAddress)
        object.addNulls("locality")
        add(.region, .postalCode, .city, .province, .country)
        object.addNulls("secretInfo")
        object.add("lastLogin", user.lastLogin)
        object.addNulls("dataVersion")
        object.add("signedUp", user.createdAt)
        add(.externalId)
        object.add("mainDepartmentId", user.mainDepartmentId)
        object.addNulls("mainDepartmentCode", "lastMfaTime", "source")
        object.add("isRoot", false)
        object.add("status", user.status.rawValue)
        object.add("loginsCount", user.loginsCount)
        object.add("gender", user.gender.rawValue)
        object.add("emailVerified", user.emailVerified)
        object.add("phoneVerified", user.phoneVerified)
        object.add("blocked", user.status == .suspended)
        object.add("isDeleted", false)
        object.add("sendSmsCount", 0)
        object.add("sendSmsLimitCount", 1_000)
        object.add("resetPasswordOnFirstLogin", user.resetPasswordOnNextLogin)
        return object
    }
}
