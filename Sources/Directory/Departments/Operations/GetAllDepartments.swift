internal import Contract
internal import JSON
internal import PoolEngine

/// Lists a department and all below it (departments.md).
extension GetAllDepartments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let department = DepartmentReference(
            organizationCode: organizationCode, tenantId: nil, departmentId: departmentId,
            type: departmentIdType == .departmentId ? .departmentId : .openDepartmentId)
        let tree = try directory.departments.tree(from: department)
        try data.page(Paged(totalCount: tree.count, list: tree)) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
