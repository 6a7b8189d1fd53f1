/// The name of a snapshot: 1 to 64 ASCII letters, digits, `.`, `_` and `-`, not starting with `.`.
///
/// It is therefore a valid file name on every system. Case-sensitive.
public struct SnapshotName: Sendable, Hashable, CustomStringConvertible {
    /// The longest name, in characters.
    public static let maxLength = 64
    /// The initial state of a pool.
    ///
    /// It is kept automatically and can be neither replaced nor deleted.
    public static let seed = SnapshotName(unchecked: "seed")

    private let text: String

    public var description: String { text }

    /// Whether only the program itself takes snapshots of this name.
    var isReserved: Bool { self == .seed }

    /// Validates a name.
    ///
    /// - Throws: `SnapshotError.invalidSnapshotName`.
    public init(_ text: String) throws(SnapshotError) {
        let isName = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isName, !text.isEmpty, text.utf8.count <= Self.maxLength, !text.hasPrefix(".") else {
            throw .invalidSnapshotName
        }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }
}

/// An entry in the list of snapshots.
public struct Snapshot: Sendable, Equatable {
    public let name: SnapshotName
    /// When it was taken; for the seed, when the pool was created.
    public let takenAt: Timestamp
    /// The size in bytes.
    public let bytes: Int
}
