internal import JSON

/// The parts of a seed that have members: groups, organizations and departments, each without its lists.
extension SeedFile {
    /// The lists of a group.
    static let groupLists = ["members"]
    /// The lists of an organization.
    static let organizationLists = ["leaderUserIds", "members", "departments"]
    /// The lists of a department.
    static let departmentLists = ["leaderUserIds", "members", "children"]

    /// Reads a group.
    static func group(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (group: NewGroup, times: SeedTimes) {
        let object = try SeedObject(
            value, at: place,
            allowing: ["id", "code", "name", "description", "type", "customData"] + timeFields + groupLists)
        for list in groupLists { try object.requireList(list) }
        var group = NewGroup(code: try object.requiredId("code"), name: try object.requiredText("name"))
        group.id = try object.id("id")
        group.description = try object.text("description") ?? ""
        group.type = try object.text("type", emptyIsNone: true) ?? "static"
        group.customData = try object.objectText("customData")
        return (group, try times(of: object))
    }

    /// Reads an organization.
    static func organization(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (organization: NewOrganization, times: SeedTimes) {
        let object = try SeedObject(
            value, at: place,
            allowing: [
                "organizationCode", "organizationName", "description", "departmentId", "openDepartmentId",
                "tenantId", "status", "i18n", "customData",
            ] + timeFields + organizationLists)
        for list in organizationLists { try object.requireList(list) }
        var organization = NewOrganization(
            organizationCode: try object.requiredId("organizationCode", mayBeEmpty: true),
            organizationName: try object.requiredText("organizationName"))
        organization.tenantId = try object.text("tenantId", emptyIsNone: true) ?? ""
        organization.departmentId = try object.id("departmentId")
        organization.description = try object.text("description")
        organization.openDepartmentId = try object.text("openDepartmentId", emptyIsNone: true)
        organization.status = try object.bool("status") ?? true
        organization.i18n = try object.translatedNames("organizationName")
        organization.customData = try object.objectText("customData")
        return (organization, try times(of: object))
    }

    /// Reads a department and its counterparts in outside directories.
    static func department(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (department: NewDepartment, syncRelations: [SyncRelation], times: SeedTimes) {
        let object = try SeedObject(
            value, at: place,
            allowing: [
                "departmentId", "name", "description", "code", "openDepartmentId", "customId",
                "syncRelations", "isVirtualNode", "status", "i18n", "customData",
            ] + timeFields + departmentLists)
        for list in departmentLists { try object.requireList(list) }
        var department = NewDepartment(name: try object.requiredText("name"))
        department.departmentId = try object.id("departmentId")
        department.code = try object.id("code")
        department.openDepartmentId = try object.text("openDepartmentId", emptyIsNone: true)
        department.i18n = try object.translatedNames("name")
        department.customId = try object.id("customId")
        department.description = try object.text("description")
        department.isVirtualNode = try object.bool("isVirtualNode") ?? false
        department.status = try object.bool("status") ?? true
        department.customData = try object.objectText("customData")
        let relations = try object.list("syncRelations", read: syncRelation)
        return (department, relations, try times(of: object))
    }
}
