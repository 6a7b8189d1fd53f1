/// A function that a domain runs before something happens in an earlier domain.
///
/// For example, it deletes its own rows about a user who is about to be deleted.
///
/// The earlier domain declares the occasion and calls `PoolTransaction.runHooks`.
public struct PoolHook: Sendable {
    /// What is about to happen; declared in an extension by the domain in which it happens.
    public struct Occasion: Sendable, Equatable {
        /// The name, such as `user leaves`.
        public let name: String

        public init(_ name: String) {
            self.name = name
        }
    }

    /// The row that is affected.
    public struct Subject: Sendable {
        /// The row's key in the database.
        public let key: Int64
        /// The vendor's id.
        public let id: String

        public init(key: Int64, id: String) {
            self.key = key
            self.id = id
        }
    }

    /// When it runs.
    public let occasion: Occasion
    /// Runs in the transaction of the change.
    public let run: @Sendable (PoolTransaction, Subject) throws -> Void

    public init(_ occasion: Occasion, run: @escaping @Sendable (PoolTransaction, Subject) throws -> Void) {
        self.occasion = occasion
        self.run = run
    }
}
