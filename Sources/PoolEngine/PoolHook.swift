/// What a domain does when something is about to happen in an earlier one: it deletes its own rows about a user who is
/// about to be deleted, for example.
///
/// The domain in which it happens declares the occasion and calls `PoolTransaction.runHooks`.
public struct PoolHook: Sendable {
    /// Something that is about to happen; the domain in which it happens declares it in an extension.
    public struct Occasion: Sendable, Equatable {
        /// The name, for people: `user leaves`.
        public let name: String

        /// Declares an occasion.
        public init(_ name: String) {
            self.name = name
        }
    }

    /// The row that something is about to happen to.
    public struct Subject: Sendable {
        /// The row's key inside the database.
        public let key: Int64
        /// The vendor's id.
        public let id: String

        /// Names a row.
        public init(key: Int64, id: String) {
            self.key = key
            self.id = id
        }
    }

    /// When it runs.
    public let occasion: Occasion
    /// Does the work, in the transaction of the change.
    public let run: @Sendable (PoolTransaction, Subject) throws -> Void

    /// Describes a hook.
    public init(_ occasion: Occasion, run: @escaping @Sendable (PoolTransaction, Subject) throws -> Void) {
        self.occasion = occasion
        self.run = run
    }
}
