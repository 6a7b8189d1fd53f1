import Testing

/// A step of a plan that is right although it reads everything or sorts, with the reason.
struct PlanException: Sendable, CustomTestStringConvertible {
    /// The file of the statement; empty for every file.
    let file: String
    /// What the step is, from its beginning.
    let step: String
    /// What the statement contains.
    let text: String
    let reason: String

    var testDescription: String { "\(file) \(step) \(text): \(reason)" }

    private init(_ file: String, _ step: String, where text: String = "", _ reason: String) {
        self.file = file
        self.step = step
        self.text = text
        self.reason = reason
    }

    func covers(_ file: String, _ step: String, _ text: String) -> Bool {
        (self.file.isEmpty || self.file == file) && step.hasPrefix(self.step) && text.contains(self.text)
    }

    private static let sort = "USE TEMP B-TREE FOR ORDER BY"
    private static let gathered = "what the statement has gathered itself by an index"
    private static let oneUser = "sorts the few departments of one user"
    private static let wholePool = "reads the whole pool, which is what it is for"
    private static let unindexed = "a field without an index, one pass over the users: docs/decisions/0005"
    private static let allMatches = "sorts the keys of all that match, which the total needs anyway"

    private static let few = "the few fields that a pool defines, or the options of one"

    static let all: [PlanException] =
        gatherings + customFields + userFilters + exports + groups + departments + userLists
        + unindexedSortings + userTexts + namespaces + roles + webhooks + dataPermissions + resources

    private static let gatherings = [
        PlanException("", "SCAN below", where: "RECURSIVE below", gathered),
        PlanException("", "SCAN above", where: "RECURSIVE above", gathered),
        PlanException("", "SCAN json_each", "the values of a condition"),
        PlanException("DepartmentSearch.swift", "SCAN c VIRTUAL TABLE", "the conditions of a search"),
    ]

    private static let customFields = [
        PlanException("DeferredIndexes.swift", "SCAN sqlite_schema", "a table of some dozen rows"),
        PlanException("UsersSeed+Texts.swift", "SCAN sqlite_schema", "a table of some dozen rows"),
        PlanException(
            "UsersSeed+MainDepartments.swift", "SCAN w", "all main departments that a seed names, once"),
        PlanException("CustomFields.swift", sort, where: "FROM custom_fields", few),
        PlanException("CustomFieldDefinitions.swift", sort, few),
        PlanException("GroupCustomData.swift", "SCAN groups", "the values of a definition that is deleted"),
        PlanException(
            "DepartmentCustomData.swift", "SCAN departments", "the values of a definition that is deleted"),
        PlanException("CustomFieldsSeed.swift", sort, where: "FROM custom_field_options", few),
        PlanException("CustomFieldsSeed.swift", "SCAN custom_fields", wholePool),
    ]

    private static let userFilters = [
        PlanException(
            "Users.swift", sort, where: "i.extIdpId = ?1", "users with one identity, of several kinds"),
        PlanException("UserList.swift", "SCAN w VIRTUAL TABLE", "the values of a condition"),
        PlanException(
            "UserList.swift", "SCAN i", where: "w.value ->> 'extIdpId'", "any members may be named"),
        PlanException("UserList.swift", "SCAN u", where: "w.value ->> 'userSourceType'", unindexed),
        PlanException(
            "UserList.swift", "SCAN u", where: "(SELECT c.value FROM user_custom_values", unindexed),
        PlanException("UserList.swift", "SCAN u", where: "<> '' AND 0 ", "nobody matches"),
        PlanException("UserList.swift", "SCAN u", where: "<> '' AND 1 ", "everybody matches"),
        PlanException("UserList.swift", "SCAN u", where: "<> '' AND NOT ", "most users match"),
        PlanException(
            "UserList.swift", "SCAN m", where: "department_members m)", "whoever is in a department"),
        PlanException("UserList.swift", "SCAN i", where: "user_identities i)", "whoever has an identity"),
    ]

    private static let exports = [
        PlanException("DepartmentsExport.swift", "SCAN department_members", wholePool),
        PlanException("PoolIdentity.swift", "SCAN pool", "a table of one row"),
        PlanException("AccessKey.swift", "SCAN access_keys", "the few keys of the pool"),
        PlanException("UsersSeed.swift", "SCAN u", wholePool),
        PlanException("UsersSeed.swift", "SCAN users USING COVERING INDEX", wholePool),
        PlanException("GroupsSeed.swift", "SCAN g", where: "ORDER BY", wholePool),
        PlanException("GroupsSeed.swift", "SCAN groups USING COVERING INDEX", wholePool),
        PlanException(
            "GroupsSeed.swift", "SCAN group_members USING COVERING INDEX", where: "count(*)", wholePool),
        PlanException(
            "OrganizationsSeed.swift", "SCAN department_members USING COVERING INDEX", where: "count(*)",
            wholePool),
    ]

    private static let groups = [
        PlanException("Groups.swift", "SCAN g", where: "LIMIT ?1", "reads up to the end of the page, by key"),
        PlanException("Groups.swift", "SCAN groups USING COVERING INDEX", where: "count(*)", "the total"),
        PlanException(
            "Groups.swift", "SCAN groups", where: "instr",
            "a pool has few groups: 1 ms for 2,000, docs/decisions/0005"),
    ]

    private static let departments = [
        PlanException("DepartmentDeletion.swift", sort, "the order in which deletions are announced"),
        PlanException(
            "DepartmentTree.swift", sort, where: "below.depth", "level by level is an order of the answer"),
        PlanException("UserDepartments.swift", sort, where: "above.height", "the few steps up to the root"),
        PlanException("UserDepartments.swift", sort, where: "m.userKey = ?1", oneUser),
        PlanException("DepartmentMembers.swift", sort, where: "m.userKey = ?1", oneUser),
        PlanException("DepartmentMemberRemoval.swift", sort, where: "userKey = ?1", oneUser),
        PlanException("UserDepartmentChanges.swift", sort, where: "userKey = ?1", oneUser),
        PlanException(
            "DepartmentMemberList.swift", sort, where: "userKey",
            "the direct members of one department by user, which is not the default order"),
        PlanException(
            "DepartmentMemberList.swift", sort, where: "json_each(?1) JOIN users",
            "the members of one department by a field of the users, which is not the default order"),
        PlanException(
            "DepartmentTreeCreation.swift", sort, where: "name = ?2", "departments of one name"),
        PlanException(
            "DepartmentSearch.swift", sort,
            "the departments of one organization: 5 ms for 5,000, docs/decisions/0005"),
    ]

    private static let userLists = [
        PlanException("UserList.swift", "SCAN users USING COVERING INDEX", where: "count(*)", "the total"),
        PlanException(
            "UserList.swift", "SCAN u", where: "LIMIT ?1", "reads up to the end of the page, in order"),
        PlanException("UserList.swift", "SCAN u", where: "instr(fold(u.", unindexed),
        PlanException("UserList.swift", "SCAN u", where: " IS NOT ", "most users match"),
        PlanException(
            "UserList.swift", "SCAN u", where: " IS NULL", "a column that has a value in every row"),
        PlanException("UserList.swift", "SCAN u", where: "u.name ", unindexed),
        PlanException("UserList.swift", sort, where: "ORDER BY +u.", allMatches),
    ]

    private static let unindexedSortings =
        [
            "gender", "userSourceType", "loginsCount", "lastLogin", "statusChangedAt", "passwordLastSetAt",
            "passwordSecurityLevel",
            "phoneCountryCode",
        ].map { PlanException("UserList.swift", sort, where: "ORDER BY u.\($0) ", unindexed) } + [
            PlanException(
                "UserList.swift", "USE TEMP B-TREE FOR RIGHT PART", where: "ORDER BY u.status ", unindexed)
        ]

    private static let userTexts = [
        PlanException(
            "UserList.swift", "SCAN t", where: "instr",
            "keywords of one or two characters have no trigram: docs/decisions/0005"),
        PlanException("", "SCAN user_texts_to_index", "what waits to be indexed, which is bounded"),
        PlanException(
            "UserTexts.swift", "SCAN users USING COVERING INDEX", where: "count(*)", "the number of users"),
        PlanException("UserTexts.swift", "SCAN (subquery", where: "count(*)", "what the index found"),
        PlanException("UserTexts.swift", "SCAN w", "what waits to be indexed, which is bounded"),
    ]

    private static let namespaces = [
        PlanException(
            "Namespaces.swift", "SCAN n", where: "LIMIT ?1", "reads up to the end of the page, by key"),
        PlanException(
            "Namespaces.swift", "SCAN namespaces USING COVERING INDEX", where: "count(*)", "the total"),
        PlanException("Namespaces.swift", "SCAN n", where: "instr", "a pool has few namespaces"),
        PlanException("Namespaces.swift", "SCAN n", where: "n.name = ?1", "a pool has few namespaces"),
        PlanException("NamespacesSeed.swift", "SCAN n", wholePool),
    ]

    private static let roles = [
        PlanException("RoleCustomData.swift", "SCAN roles", "the values of a definition that is deleted"),
        PlanException("RolesExport.swift", "SCAN r", wholePool),
        PlanException("RolesSeed.swift", "SCAN roles USING COVERING INDEX", wholePool),
        PlanException("RolesSeed.swift", "SCAN role_users USING COVERING INDEX", wholePool),
        PlanException("RolesSeed.swift", "SCAN role_departments USING COVERING INDEX", wholePool),
    ]

    private static let webhooks = [
        PlanException("StoredWebhooks.swift", "SCAN webhooks", "a pool has at most 100 webhooks")
    ]

    private static let dataPermissions = [
        PlanException(
            "DataResources.swift", "SCAN r", where: "LIMIT ?1", "reads up to the end of the page, by key"),
        PlanException(
            "DataResourceEventData.swift", sort, "sorts the resources of a namespace that is deleted"),
        PlanException("DataResources.swift", "SCAN data_resources", where: "count(*)", "the total"),
        PlanException("DataResources.swift", "SCAN data_resources", where: "instr", "keywords in any place"),
        PlanException("DataResourcesSeed.swift", "SCAN r", wholePool),
        PlanException("DataResourcesSeed.swift", "SCAN data_resources", where: "count(*)", wholePool),
        PlanException(
            "DataPolicies.swift", "SCAN p", where: "LIMIT ?1", "reads up to the end of the page, by key"),
        PlanException("DataPolicies.swift", "SCAN data_policies", where: "count(*)", "the total"),
        PlanException("DataPolicies.swift", "SCAN data_policies", where: "instr", "keywords in any place"),
        PlanException("DataPoliciesSeed.swift", "SCAN p", wholePool),
        PlanException("DataPoliciesSeed.swift", "SCAN data_policies", where: "count(*)", wholePool),
        PlanException(
            "PermittedTree.swift", sort, where: "json_each", "sorts what policies of one user permit"),
        PlanException("EveryPermission.swift", "SCAN", "the view of all permissions"),
        PlanException("PoliciesOfUsers.swift", "SCAN", "the view of all permissions"),
    ]

    private static let resources = [
        PlanException(
            "Resources.swift", "SCAN r", where: "LIMIT ?1", "reads up to the end of the page, by key"),
        PlanException("Resources.swift", "SCAN resources", where: "count(*)", "the total"),
        PlanException("Resources.swift", "SCAN resources", where: "instr", "keywords in any place"),
        PlanException("ResourcesSeed.swift", "SCAN r", wholePool),
        PlanException("ResourcesSeed.swift", "SCAN resources", where: "count(*)", wholePool),
        PlanException("ResourceGrantsSeed.swift", "SCAN t", wholePool),
        PlanException("ResourceGrantsSeed.swift", "SCAN resource_grants", where: "count(*)", wholePool),
        PlanException("ResourceGrants.swift", sort, "sorts what is granted to one target"),
    ]
}
