internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a department with all below it (departments.md).
extension DeleteDepartment: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.departments.delete(department)
        data.isSuccess()
    }
}
