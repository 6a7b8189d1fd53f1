internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a department, or moves it (departments.md).
extension UpdateDepartment: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = DepartmentChanges()
        changes.leaderUserIds = leaderUserIds
        changes.description = description
        changes.code = code
        changes.i18n = i18n
        changes.status = status
        changes.name = name
        changes.parentDepartmentId = parentDepartmentId
        changes.customData = customData
        let updated = try directory.departments.update(department, changes)
        try DepartmentDto(department: updated, withCustomData: true, directory: directory).write(to: &data)
    }
}
