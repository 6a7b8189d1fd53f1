internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a department (departments.md).
extension CreateDepartment: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        // Only this operation refuses blanks with this text, which elsewhere has a colon (departments.md).
        if !organizationCode.isEmpty && organizationCode.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
            throw APIError(400, Message(fixed: "invalid organization code \(organizationCode)"))
        }
        let parent = DepartmentReference(
            organizationCode: organizationCode, tenantId: tenantId, departmentId: parentDepartmentId,
            type: departmentIdType)
        let created = try directory.departments.create(newDepartment, below: parent)
        try DepartmentDto(department: created, withCustomData: true, directory: directory).write(to: &data)
    }

    private var newDepartment: NewDepartment {
        var department = NewDepartment(name: name)
        department.openDepartmentId = openDepartmentId
        department.description = description
        department.code = code
        department.isVirtualNode = isVirtualNode
        department.i18n = i18n
        department.customData = customData
        return department
    }
}
