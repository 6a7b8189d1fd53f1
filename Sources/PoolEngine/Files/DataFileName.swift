/// The names in a data directory.
public enum DataFileName {
    /// Whether a name is that of a file or folder of the state, or would be treated as one.
    ///
    /// - Parameter name: the last component of a path.
    /// - Returns: whether it is.
    public static func isState(_ name: String) -> Bool {
        name == DataDirectory.lockName || name == PoolFile.snapshotsFolder || name.contains(PoolFile.suffix)
            || name.hasPrefix(AppliedSeedsFile.name)
    }
}
