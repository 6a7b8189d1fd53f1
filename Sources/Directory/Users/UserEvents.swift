public import PoolEngine

/// Changes of users. The subject is the user's id.
///
/// The service's list has no name for a user who resigned; `user:resigned` is the emulator's name.
extension PoolEvent.Name {
    public static var userCreated: Self { Self("user:created") }
    public static var userUpdated: Self { Self("user:updated") }
    public static var userAccountLinked: Self { Self("user:link-account") }
    public static var userArchived: Self { Self("user:archived") }
    public static var userUnarchived: Self { Self("user:unarchived") }
    public static var userEmailVerified: Self { Self("user:email-verified") }
    public static var userCustomDataChanged: Self { Self("user:udv-changed") }
    public static var userPasswordChanged: Self { Self("user:password-changed") }
    public static var userDeleted: Self { Self("user:deleted") }
    public static var userResigned: Self { Self("user:resigned") }
}
