/// The names of what a data directory holds.
public enum DataFileName {
    /// Tells the names of the state's files and folders, and those that would be taken for one.
    ///
    /// - Parameter name: the last component of a path.
    /// - Returns: whether it is one of them.
    public static func isState(_ name: String) -> Bool {
        name == DataDirectory.lockName || name == PoolFile.snapshotsFolder || name.contains(PoolFile.suffix)
            || name.hasPrefix(AppliedSeedsFile.name)
    }
}
