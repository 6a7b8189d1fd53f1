internal import PoolEngine
internal import SQLite

/// Creating departments through the API.
extension Departments {
    /// Creates a department below another one.
    ///
    /// - Parameters:
    ///   - department: its properties.
    ///   - parent: the parent department.
    /// - Returns: the new department.
    /// - Throws: `OrganizationError.notFound`; `DepartmentError.notFound` for the parent;
    ///   `OrganizationError.invalidCode`; `DepartmentError.valueTaken` for a code or id of another department;
    ///   `SQLiteError`.
    public func create(_ department: NewDepartment, below parent: DepartmentReference) throws -> Department {
        let parentKey = try key(of: parent)
        if let code = department.code { try Self.requireValid(code: code) }
        let key = try refusingTakenValues { try create(department, at: .child(of: parentKey)) }
        let created = try self.department(withKey: key)
        try emitAdded(created.departmentId)
        return created
    }

    /// Refuses a code with a blank, a control character or a character beyond ASCII, as the service does.
    ///
    /// `额！ ` and a blank are refused, letters and digits accepted (departments.md, organizations.md).
    ///
    /// - Throws: `OrganizationError.invalidCode`: the service's message says "organization" for departments, too.
    static func requireValid(code: String) throws {
        guard code.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw OrganizationError.invalidCode(code: code)
        }
    }

    /// Converts the violation of a unique index.
    ///
    /// - Throws: `DepartmentError.valueTaken` with the column, which has the field's name; what `body` throws.
    func refusingTakenValues<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isUniqueViolation {
            let column = error.violatedColumns.last?.split(separator: ".").last.map(String.init) ?? ""
            throw DepartmentError.valueTaken(field: column)
        }
    }
}
