internal import PoolEngine
internal import SQLite

/// Departments made by callers.
extension Departments {
    /// Makes a department below another one.
    ///
    /// - Parameters:
    ///   - department: what is known of it.
    ///   - parent: the department above.
    /// - Returns: the new department.
    /// - Throws: `OrganizationError.notFound`; `DepartmentError.notFound` for the parent;
    ///   `OrganizationError.invalidCode`; `DepartmentError.valueTaken` for a code or id of another department;
    ///   `SQLiteError`.
    public func create(_ department: NewDepartment, below parent: DepartmentReference) throws -> Department {
        let parentKey = try key(of: parent)
        if let code = department.code { try Self.requireValid(code: code) }
        let key = try refusingTakenValues { try create(department, at: .child(of: parentKey)) }
        let created = try self.department(withKey: key)
        emit(PoolEvent(.departmentAdded, created.departmentId))
        return created
    }

    /// Refuses a code that the service refuses: one with a blank, a control character or anything beyond ASCII.
    ///
    /// `额！ ` and a blank are refused, letters and digits pass (departments.md, organizations.md).
    ///
    /// - Throws: `OrganizationError.invalidCode`: the service says "organization" for departments too.
    static func requireValid(code: String) throws {
        guard code.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw OrganizationError.invalidCode(code: code)
        }
    }

    /// Turns a broken unique index into the rule that was broken.
    ///
    /// - Throws: `DepartmentError.valueTaken` with the column, which carries the name of the field; what `body` throws.
    func refusingTakenValues<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isUniqueViolation {
            let column = error.violatedColumns.last?.split(separator: ".").last.map(String.init) ?? ""
            throw DepartmentError.valueTaken(field: column)
        }
    }
}
