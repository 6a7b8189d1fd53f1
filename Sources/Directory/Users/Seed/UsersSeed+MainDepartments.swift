internal import SQLite
internal import Seeds

/// The main departments of the users of a seed, which can be checked only after the last member.
extension SeedBuild {
    /// Whether the temporary table of the wanted main departments has been created.
    private final class WantedMainDepartments {
        var exist = false
    }

    private var wanted: WantedMainDepartments {
        state(WantedMainDepartments.self) { WantedMainDepartments() }
    }

    /// The main departments that a seed names.
    static let wantedMainDepartments = """
        CREATE TEMP TABLE wanted_main_departments (
            userKey INTEGER PRIMARY KEY, number INTEGER NOT NULL, departmentId TEXT NOT NULL)
        """
    private static let wantMainDepartment = SQL(
        "INSERT INTO wanted_main_departments (userKey, number, departmentId) VALUES (?1, ?2, ?3)")
    /// Reads all of them, in the order of the seed: it runs once.
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

    /// Records the main department that a seed names.
    ///
    /// - Parameters:
    ///   - departmentId: its id.
    ///   - key: the user's key.
    ///   - number: the user's index in the seed.
    /// - Throws: `SQLiteError`.
    func want(_ departmentId: String, ofUser key: Int64, number: Int) throws {
        let wanted = wanted
        if !wanted.exist {
            try connection.execute(Self.wantedMainDepartments)
            wanted.exist = true
        }
        try connection.run(Self.wantMainDepartment, key, number, departmentId)
    }

    /// Sets the main departments of all users.
    ///
    /// - Parameter users: the path of the list of users.
    /// - Throws: `SeedError.invalid` for the first one of which its user is not a member, `SQLiteError`.
    func setMainDepartments(of users: SeedPath) throws {
        if wanted.exist {
            if let number = try connection.first(Self.unknownMainDepartment, read: { Int($0.integer(0)) }) {
                throw users.element(number).member("mainDepartmentId").error(
                    "is not a department of this user")
            }
            for statement in [Self.wantMainDepartment, Self.unknownMainDepartment] {
                connection.discard(statement)
            }
            try connection.execute(Self.wantedDepartmentsAreMain)
        }
        try connection.execute(Self.firstDepartmentsAreMain)
    }
}
