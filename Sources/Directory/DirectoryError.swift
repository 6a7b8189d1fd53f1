/// A rule of the directory that a call broke.
///
/// The management API turns each case into the service's own answer.
public enum DirectoryError: Error, Equatable {
    /// No group has the given code.
    case groupNotFound
    /// No user has the given id.
    case userNotFound(id: String)
    /// No organization has the given code, among those of the tenant asked for.
    case organizationNotFound(code: String)
    /// No department of the organization has the given id.
    case departmentNotFound(id: String)
    /// Another group has the code.
    case groupCodeTaken
    /// Another organization of the same tenant has the code.
    case organizationCodeTaken(code: String)
    /// Another user, organization or department has the value of a field that tells them apart: the field's name.
    case valueTaken(field: String)
    /// A code that organizations and departments may not have.
    case invalidOrganizationCode(code: String)
    /// A custom field that the pool does not define so: its name and why.
    case customFieldRefused(name: String, reason: String)
    /// Another user has the value of a custom field that tells users apart: its name.
    case customFieldTaken(name: String)
    /// A filter names a custom field that the pool does not define.
    case customFieldNotDefined(name: String)
    /// A definition of a custom field, or a value that a call sets by the key of the field, breaks a rule: the key and
    /// which rule.
    case customFieldDefinitionRefused(name: String, reason: String)
    /// No role has the given code.
    case roleNotFound
    /// A department cannot go below itself or one of its own descendants.
    case departmentCycle
    /// No access key of the pool has the given id, or it belongs to another user than the given one.
    case accessKeyNotFound
    /// Without the access key nothing could call the pool any more.
    case lastAccessKey
    /// The root department lives and dies with its organization.
    case rootDepartment
}
