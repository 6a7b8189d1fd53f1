/// A rule of the directory that a call broke.
///
/// The management API turns each case into the service's own answer.
package enum DirectoryError: Error, Equatable {
    /// No group has the given code.
    case groupNotFound
    /// No user has the given id.
    case userNotFound
    /// No organization has the given code, among those of the tenant asked for.
    case organizationNotFound(code: String)
    /// No department of the organization has the given id.
    case departmentNotFound(id: String)
}
