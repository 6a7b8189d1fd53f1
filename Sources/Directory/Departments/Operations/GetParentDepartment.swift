internal import Contract
internal import JSON
internal import PoolEngine

/// Finds the parent of a department (departments.md).
extension GetParentDepartment: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let parent = try directory.departments.parent(of: department)
        try DepartmentDto(department: parent, withCustomData: withCustomData, directory: directory)
            .write(to: &data)
    }
}
