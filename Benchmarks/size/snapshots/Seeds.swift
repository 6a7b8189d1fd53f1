/// Seeds of the pools that are measured.
enum Seeds {
    /// How many users the large pool has.
    static let largeUsers = 10_000
    /// How many memberships it has, in groups and departments together.
    static let largeMemberships = 100_000

    private static let smallUsers = 3
    private static let groups = 100
    private static let departments = 100

    /// The id of a user.
    static func userId(_ number: Int) -> String {
        let digits = String(number)
        return "user-" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The large pool: nine tenths of the memberships are in groups.
    static func large(id: String) -> String {
        let inGroups = largeMemberships * 9 / 10 / groups
        let inDepartments = largeMemberships / 10 / departments
        let groupTexts = (0..<groups).map { number in
            #"{"code": "group-\#(number)", "name": "分组 \#(number)", "members": [\#(members(inGroups, number))]}"#
        }
        let departmentTexts = (0..<departments).map { number in
            let list = members(inDepartments, number + groups)
            return
                #"{"departmentId": "department-\#(number)", "name": "部门 \#(number)", "members": [\#(list)]}"#
        }
        return pool(
            id: id, users: largeUsers, groups: groupTexts.joined(separator: ","),
            departments: departmentTexts.joined(separator: ","))
    }

    /// A pool as a quick start has it.
    static func small(id: String) -> String {
        pool(
            id: id, users: smallUsers,
            groups: #"{"code": "group-0", "name": "G", "members": ["user-000000"]}"#,
            departments: #"{"departmentId": "department-0", "name": "D", "members": ["user-000001"]}"#)
    }

    /// A document with pools.
    static func document(_ pools: [String]) -> [UInt8] {
        Array(#"{"userPools": [\#(pools.joined(separator: ","))]}"#.utf8)
    }

    private static func pool(id: String, users: Int, groups: String, departments: String) -> String {
        let users = (0..<users).map { number in
            let name = userId(number)
            return """
                {"userId": "\(name)", "username": "\(name)", "email": "\(name)@example.com", "externalId": "e-\(number)",
                 "phone": "139\(100_000_00 + number)", "name": "王伟芳 \(number)", "nickname": "nick \(number % 1_000)"}
                """
        }
        return """
            {"id": "\(id)", "name": "\(id)", "accessKeys": [{"id": "key-of-\(id)", "secret": "secret"}],
             "users": [\(users.joined(separator: ","))], "groups": [\(groups)],
             "organizations": [{"organizationCode": "acme", "organizationName": "Acme", "departments": [\(departments)]}]}
            """
    }

    /// Ids of different users, scattered over the pool.
    private static func members(_ count: Int, _ offset: Int) -> String {
        (0..<count).map { #""\#(userId((offset * 131 + $0 * 7_919) % largeUsers))""# }.joined(separator: ",")
    }
}
