public import PoolEngine

extension PoolHook.Occasion {
    /// A user is about to be deleted or to resign, and all memberships end; the subject is the user.
    public static var userLeaves: Self { Self("user leaves") }
}
