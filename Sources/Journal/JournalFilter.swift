/// Which entries of a journal are wanted.
public struct JournalFilter: Sendable {
    /// Only those of this operation.
    public var operation: String?
    /// Only those with this `statusCode` in the envelope.
    public var statusCode: Int?
    /// Only those after the one with this number.
    public var since: UInt64 = 0

    /// All entries.
    public init() {}

    /// Whether an entry is wanted.
    func fits(_ entry: JournalEntry) -> Bool {
        entry.number > since && (operation.map(entry.isOf) ?? true)
            && (statusCode == nil || statusCode == entry.outcome.statusCode)
    }
}
