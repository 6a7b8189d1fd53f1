public import Contract

/// The emulated operations: those of the domains and of this module.
public struct EmulatedOperations: Sendable {
    private let others: @Sendable () -> [(name: String, operations: [OperationEntry])]

    /// All domains, beginning with that of this module.
    public var domains: [(name: String, operations: [OperationEntry])] {
        [("token", ManagementOperations.all)] + others()
    }
    /// The operations of all domains.
    public var all: [OperationEntry] { domains.flatMap(\.operations) }

    /// Creates the list.
    ///
    /// - Parameter domains: returns the operations of the other domains; called on first use, not at the start.
    public init(_ domains: @escaping @Sendable () -> [(name: String, operations: [OperationEntry])]) {
        others = domains
    }
}
