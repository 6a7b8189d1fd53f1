/// What a domain does when something is about to happen in an earlier one: it deletes its own rows about a user who is
/// about to be deleted, for example.
///
/// The domain in which it happens declares the occasion and calls `PoolTransaction.runHooks`.
package struct PoolHook: Sendable {
    /// Something that is about to happen; the domain in which it happens declares it in an extension.
    package struct Occasion: Sendable, Equatable {
        /// The name, for people: `user leaves`.
        package let name: String

        /// Declares an occasion.
        package init(_ name: String) {
            self.name = name
        }
    }

    /// The row that something is about to happen to.
    package struct Subject: Sendable {
        /// The row's key inside the database.
        package let key: Int64
        /// The vendor's id.
        package let id: String

        /// Names a row.
        package init(key: Int64, id: String) {
            self.key = key
            self.id = id
        }
    }

    /// When it runs.
    package let occasion: Occasion
    /// Does the work, in the transaction of the change.
    package let run: @Sendable (PoolTransaction, Subject) throws -> Void

    /// Describes a hook.
    package init(_ occasion: Occasion, run: @escaping @Sendable (PoolTransaction, Subject) throws -> Void) {
        self.occasion = occasion
        self.run = run
    }
}
