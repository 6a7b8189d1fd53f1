/// Why a snapshot, a return to one, or a fork is refused; nothing has changed then.
public enum SnapshotError: Error, Equatable, CustomStringConvertible {
    /// A name has other characters than a snapshot's may have, or too many.
    case invalidSnapshotName
    /// The name belongs to the state that the pool began with.
    case reservedSnapshotName(SnapshotName)
    /// The pool has a snapshot of this name already.
    case snapshotExists(SnapshotName)
    /// The pool has no snapshot of this name.
    case unknownSnapshot(SnapshotName)
    /// No user pool has this id.
    case unknownUserPool(String)
    /// A user pool has this id already.
    case userPoolExists(String)
    /// An access key with this id exists already, or twice in one request.
    case accessKeyExists(String)
    /// An id, a name or a secret is empty, or an id is too long.
    case invalidIdentity(String)

    public var description: String {
        switch self {
        case .invalidSnapshotName:
            """
            a snapshot's name has 1 to \(SnapshotName.maxLength) letters, digits, \".\", \"_\" and \"-\", \
            and begins with no \".\"
            """
        case .reservedSnapshotName(let name): "the snapshot \(name) is what the user pool began with"
        case .snapshotExists(let name): "there is a snapshot \(name) already"
        case .unknownSnapshot(let name): "there is no snapshot \(name)"
        case .unknownUserPool(let id): "there is no user pool \(id)"
        case .userPoolExists(let id): "there is a user pool \(id) already"
        case .accessKeyExists(let id): "there is an access key \(id) already"
        case .invalidIdentity(let what): what
        }
    }
}
