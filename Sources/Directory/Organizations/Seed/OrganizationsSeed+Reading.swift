internal import JSON
internal import PoolEngine
internal import Seeds

/// Reading organizations and departments, without their lists.
extension OrganizationsSeed {
    static let organizationLists = ["leaderUserIds", "members", "departments"]
    static let departmentLists = ["leaderUserIds", "members", "children"]

    /// Reads an organization.
    ///
    /// - Throws: `SeedError.invalid`.
    static func organization(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (organization: NewOrganization, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "organizationCode", "organizationName", "description", "departmentId", "openDepartmentId",
                "tenantId", "status", "i18n", "customData",
            ] + SeedTimes.fields + organizationLists)
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
        return (organization, try SeedTimes(of: object))
    }

    /// Reads a department and its sync relations.
    ///
    /// - Throws: `SeedError.invalid`.
    static func department(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (department: NewDepartment, syncRelations: [SyncRelation], times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "departmentId", "name", "description", "code", "openDepartmentId", "customId",
                "syncRelations", "isVirtualNode", "status", "i18n", "customData",
            ] + SeedTimes.fields + departmentLists)
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
        let relations = try object.list("syncRelations", read: SyncRelation.init)
        return (department, relations, try SeedTimes(of: object))
    }
}

extension SeedObject {
    /// The names in other languages; nil if they are absent.
    ///
    /// - Parameter member: `name` for departments, `organizationName` for organizations, `label` for custom fields.
    /// - Returns: the names by language, JSON text of an object.
    /// - Throws: `SeedError.invalid`.
    func translatedNames(_ member: StaticString) throws(SeedError) -> String? {
        guard let value = self["i18n"] else { return nil }
        let path = path.member("i18n")
        let object = try SeedObject(value, at: path, allowing: [member.description])
        guard let names = object[member.description] else { throw path.error("\(member) is missing") }
        let languages = TranslatedNames.languages.map(\.description)
        let inside = try SeedObject(names, at: path.member(member.description), allowing: languages)
        for language in languages {
            guard let unit = inside[language] else { continue }
            let fields = try SeedObject(
                unit, at: inside.path.member(language), allowing: ["enabled", "value"])
            guard try fields.bool("enabled") != nil else { throw fields.path.error("enabled is missing") }
            guard try fields.text("value") != nil else { throw fields.path.error("value is missing") }
        }
        return TranslatedNames.text(of: value, member: member)
    }
}
