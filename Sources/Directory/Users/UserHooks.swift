public import PoolEngine

extension PoolHook.Occasion {
    /// A user is about to be deleted or to resign, which ends all memberships.
    ///
    /// The subject is the user.
    public static var userLeaves: Self { Self("user leaves") }
}
