internal import Contract
internal import JSON
internal import PoolEngine

/// Searches the departments of an organization by conditions (departments.md).
///
/// Posts are not emulated, so `withPost` has no effect.
extension SearchDepartmentsList: Operation {
    func check(_ fields: inout FieldReader) {
        for item in advancedFilter where item.searchField == nil {
            fields.refuseNotEmulated(named: Self.advancedFilter.name, value: item.text)
        }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var search = DepartmentSearch(page: listPage)
        search.conditions = advancedFilter.compactMap(\.searchCondition)
        search.rules = sort.map { .init($0.field, $0.order == .asc ? .ascending : .descending) }
        if search.rules.isEmpty {
            search.rules = [
                .init(
                    sortBy == .updatedAt ? .updatedAt : .createdAt,
                    orderBy == .asc ? .ascending : .descending)
            ]
        }
        let found = try directory.departments.search(
            organizationCode: organizationCode, tenantId: tenantId, search)
        try data.array(found) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
