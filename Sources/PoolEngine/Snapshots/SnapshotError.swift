/// Why taking or restoring a snapshot, or forking a pool, was refused; nothing has changed then.
public enum SnapshotError: Error, Equatable, CustomStringConvertible {
    /// A snapshot's name has an invalid character or is too long.
    case invalidSnapshotName
    /// The name is reserved for the initial state of the pool.
    case reservedSnapshotName(SnapshotName)
    /// The pool already has a snapshot of this name.
    case snapshotExists(SnapshotName)
    /// The pool has the most snapshots already.
    case tooManySnapshots
    /// There are the most user pools already.
    case tooManyUserPools(most: Int)
    /// The pool has no snapshot of this name.
    case unknownSnapshot(SnapshotName)
    /// No user pool has this id.
    case unknownUserPool(String)
    /// There is already a user pool with this id.
    case userPoolExists(String)
    /// There is already an access key with this id, or the request contains it twice.
    case accessKeyExists(String)
    /// An id, a name or a secret is empty or too long, or an id cannot be used.
    case invalidIdentity(String)

    public var description: String {
        switch self {
        case .invalidSnapshotName:
            """
            a snapshot's name has 1 to \(SnapshotName.maxLength) letters, digits, \".\", \"_\" and \"-\", \
            and begins with no \".\"
            """
        case .reservedSnapshotName(let name):
            "the snapshot \(name) is reserved for the initial state of the user pool"
        case .snapshotExists(let name): "there is already a snapshot \(name)"
        case .tooManySnapshots: "a user pool has at most \(UserPool.mostSnapshots) snapshots besides seed"
        case .tooManyUserPools(let most): "there are \(most) user pools already; remove one first"
        case .unknownSnapshot(let name): "there is no snapshot \(name)"
        case .unknownUserPool(let id): "there is no user pool \(id)"
        case .userPoolExists(let id): "there is already a user pool \(id)"
        case .accessKeyExists(let id): "there is already an access key \(id)"
        case .invalidIdentity(let what): what
        }
    }
}
