package import PoolEngine

/// Changes of users. The subject is the user's id.
///
/// The service's list has no name for a user who resigned; `user:resigned` is ours.
extension PoolEvent.Name {
    package static var userCreated: Self { Self("user:created") }
    package static var userUpdated: Self { Self("user:updated") }
    package static var userAccountLinked: Self { Self("user:link-account") }
    package static var userArchived: Self { Self("user:archived") }
    package static var userUnarchived: Self { Self("user:unarchived") }
    package static var userEmailVerified: Self { Self("user:email-verified") }
    package static var userCustomDataChanged: Self { Self("user:udv-changed") }
    package static var userPasswordChanged: Self { Self("user:password-changed") }
    package static var userDeleted: Self { Self("user:deleted") }
    package static var userResigned: Self { Self("user:resigned") }
}
