internal import Contract
internal import JSON
internal import PoolEngine

/// Searches the departments of an organization by a text (departments.md).
extension SearchDepartments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let found = try directory.departments.search(
            organizationCode: organizationCode, tenantId: tenantId, keywords: keywords)
        try data.array(found) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
