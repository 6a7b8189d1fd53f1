internal import PoolEngine
internal import SQLite

/// Users of a seed, and their main departments.
extension PoolBuilder {
    private static let firstAttribute: Int32 = 15
    private static let insertUser = SQL(
        """
        INSERT INTO users (userId, createdAt, updatedAt, status, gender, emailVerified, phoneVerified,
            userSourceType, customData, statusChangedAt, passwordLastSetAt, lastLogin, loginsCount, userSourceId, \(UserAttribute.allCases.map(\.rawValue).joined(separator: ", ")))
        VALUES (?1, ?2, ?14, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            \(UserAttribute.allCases.map { "?\(Int(firstAttribute) + $0.index)" }.joined(separator: ", ")))
        """)

    /// Makes a user in one statement, without identities, sync relations and the texts for keywords.
    ///
    /// - Parameters:
    ///   - user: what is known of it.
    ///   - id: its id.
    /// - Returns: the user's key.
    /// - Throws: as `Users.create`.
    func insert(_ user: NewUser, id: String) throws -> Int64 {
        let users = directory.users
        try users.customFields.check(user.customData, of: .user)
        let (now, past) = (directory.environment.clock.now, user.past)
        let createdAt = past.createdAt ?? now
        try directory.connection.run(Self.insertUser) { (binder) throws(SQLiteError) in
            try binder.bind(id, at: 1)
            binder.bind(createdAt.milliseconds, at: 2)
            try binder.bind(user.status.rawValue, at: 3)
            try binder.bind(user.gender.rawValue, at: 4)
            binder.bind(user.emailVerified ? 1 : 0, at: 5)
            binder.bind(user.phoneVerified ? 1 : 0, at: 6)
            try binder.bind(past.userSourceType.rawValue, at: 7)
            try binder.bind(user.customData, at: 8)
            if let time = past.statusChangedAt { binder.bind(time.milliseconds, at: 9) }
            if let time = past.passwordLastSetAt { binder.bind(time.milliseconds, at: 10) }
            if let time = past.lastLogin { binder.bind(time.milliseconds, at: 11) }
            binder.bind(past.loginsCount, at: 12)
            try binder.bind(past.userSourceId, at: 13)
            binder.bind((past.updatedAt ?? createdAt).milliseconds, at: 14)
            for attribute in UserAttribute.allCases {
                guard let value = user.attributes[attribute] else { continue }
                try binder.bind(attribute.kept(value), at: Self.firstAttribute + Int32(attribute.index))
            }
        }
        let key = directory.connection.lastInsertedRow
        try users.setTenants(user.tenantIds, of: key)
        try users.setCredentials(of: user, key: key, at: now)
        return key
    }

    /// The main departments that a seed names; they can be judged when all members are known.
    static let wantedMainDepartments = """
        CREATE TEMP TABLE wanted_main_departments (
            userKey INTEGER PRIMARY KEY, number INTEGER NOT NULL, departmentId TEXT NOT NULL)
        """
    private static let wantMainDepartment = SQL(
        "INSERT INTO wanted_main_departments (userKey, number, departmentId) VALUES (?1, ?2, ?3)")
    /// Reads them all, in the order of the seed: it is done once.
    private static let unknownMainDepartment = SQL(
        """
        SELECT w.number FROM wanted_main_departments w WHERE NOT EXISTS (
            SELECT 1 FROM departments d CROSS JOIN department_members m
            ON m.userKey = w.userKey AND m.departmentKey = d.key WHERE d.departmentId = w.departmentId)
        ORDER BY w.userKey LIMIT 1
        """)
    /// A user's first department is the main one, unless the seed names another.
    private static let firstDepartmentsAreMain = """
        UPDATE users SET mainDepartmentKey = (
            SELECT m.departmentKey FROM department_members m WHERE m.userKey = users.key
            ORDER BY m.joinOrder LIMIT 1)
        WHERE mainDepartmentKey IS NULL
            AND EXISTS (SELECT 1 FROM department_members m WHERE m.userKey = users.key)
        """
    private static let wantedDepartmentsAreMain = """
        UPDATE users SET mainDepartmentKey = d.key
        FROM wanted_main_departments w CROSS JOIN departments d ON d.departmentId = w.departmentId
        WHERE users.key = w.userKey;
        DROP TABLE wanted_main_departments;
        """

    /// Remembers the main department that a seed names.
    ///
    /// - Parameters:
    ///   - departmentId: its id.
    ///   - key: the user's key.
    ///   - number: the user's place in the seed.
    /// - Throws: `SQLiteError`.
    func want(_ departmentId: String, ofUser key: Int64, number: Int) throws {
        if !hasWantedMainDepartments {
            try directory.connection.execute(Self.wantedMainDepartments)
            hasWantedMainDepartments = true
        }
        try directory.connection.run(Self.wantMainDepartment, key, number, departmentId)
    }

    /// Sets the main departments of all users.
    ///
    /// - Throws: `SeedError.invalid` at the first that its user does not belong to, `SQLiteError`.
    func setMainDepartments(of pool: SeedUserPool) throws {
        let connection = directory.connection
        if hasWantedMainDepartments {
            if let number = try connection.first(Self.unknownMainDepartment, read: { Int($0.integer(0)) }) {
                throw pool.place.member("users").element(number).member("mainDepartmentId").error(
                    "is no department the user is a member of")
            }
            for statement in [Self.wantMainDepartment, Self.unknownMainDepartment] {
                connection.discard(statement)
            }
            try connection.execute(Self.wantedDepartmentsAreMain)
        }
        try connection.execute(Self.firstDepartmentsAreMain)
    }
}
