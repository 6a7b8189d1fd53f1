/// The name of a snapshot: 1 to 64 letters and digits of ASCII, `.`, `_` and `-`, no `.` at the start.
///
/// So it is a file's name everywhere. Capitals count.
public struct SnapshotName: Sendable, Hashable, CustomStringConvertible {
    /// The longest name, in characters.
    public static let maxLength = 64
    /// The state that a pool began with; it is kept by itself, and cannot be taken again or deleted.
    public static let seed = SnapshotName(unchecked: "seed")

    private let text: String

    public var description: String { text }

    /// Whether only the program itself makes snapshots of this name.
    var isReserved: Bool { self == .seed }

    /// Reads a name.
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

/// A snapshot as a list shows it.
public struct Snapshot: Sendable, Equatable {
    /// The snapshot's name.
    public let name: SnapshotName
    /// When it was taken; of the seed's state, when the pool was made.
    public let takenAt: Timestamp
    /// How large it is, in bytes.
    public let bytes: Int
}
