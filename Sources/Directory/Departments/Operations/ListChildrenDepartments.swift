internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the children of a department (departments.md).
extension ListChildrenDepartments: Operation {
    func check(_ fields: inout FieldReader) {
        // Together they exclude every department.
        if excludeVirtualNode && onlyVirtualNode {
            fields.refuse([Self.excludeVirtualNode, Self.onlyVirtualNode])
        }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let filter = Departments.ChildrenFilter(
            status: status, isVirtualNode: excludeVirtualNode ? false : onlyVirtualNode ? true : nil)
        let children = try directory.departments.children(of: department, filter)
        try data.page(Paged(totalCount: children.count, list: children)) { child, data in
            try DepartmentDto(department: child, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
