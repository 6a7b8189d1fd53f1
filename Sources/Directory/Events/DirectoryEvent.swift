/// A change of the directory, named as the service names it to webhooks (webhooks.md).
///
/// The service's list has no name for a changed organization nor for a user who resigned; those two are ours.
///
/// An event tells what changed by ids; whoever delivers it to a webhook looks up the rest.
package struct DirectoryEvent: Sendable, Equatable {
    /// The kind of change.
    package enum Name: String, Sendable, CaseIterable {
        case groupCreated = "group:created"
        case groupUpdated = "group:updated"
        case groupDeleted = "group:deleted"
        case groupMemberAdded = "group:member-added"
        case groupMemberRemoved = "group:member-removed"
        case organizationCreated = "organization:created"
        case organizationUpdated = "organization:updated"
        case organizationDeleted = "organization:deleted"
        case departmentAdded = "organization:node-added"
        case departmentUpdated = "organization:node-updated"
        case departmentMoved = "organization:node-moved"
        case departmentDeleted = "organization:node-deleted"
        case departmentMemberAdded = "organization:member-added"
        case departmentMemberRemoved = "organization:member-removed"
        case userCreated = "user:created"
        case userUpdated = "user:updated"
        case userAccountLinked = "user:link-account"
        case userArchived = "user:archived"
        case userUnarchived = "user:unarchived"
        case userEmailVerified = "user:email-verified"
        case userCustomDataChanged = "user:udv-changed"
        case userPasswordChanged = "user:password-changed"
        case userDeleted = "user:deleted"
        case userResigned = "user:resigned"
    }

    /// The kind of change.
    package let name: Name
    /// What changed: a group's code, a department's id (an organization's is its root's) or a user's id.
    package let subject: String
    /// The users concerned, for memberships.
    package let userIds: [String]

    /// Describes a change.
    package init(_ name: Name, _ subject: String, userIds: [String] = []) {
        self.name = name
        self.subject = subject
        self.userIds = userIds
    }
}
