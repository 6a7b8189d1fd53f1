package import Contract

/// The operations that are emulated: those of the domains, and those that this module has itself.
package struct EmulatedOperations: Sendable {
    private let others: @Sendable () -> [(name: String, operations: [OperationEntry])]

    /// All domains, that of this module first.
    package var domains: [(name: String, operations: [OperationEntry])] {
        [("token", ManagementOperations.all)] + others()
    }
    /// The operations of all domains.
    package var all: [OperationEntry] { domains.flatMap(\.operations) }

    /// Takes the operations of the other domains.
    ///
    /// - Parameter domains: makes their lists; called when they are needed, not when the program starts.
    package init(_ domains: @escaping @Sendable () -> [(name: String, operations: [OperationEntry])]) {
        others = domains
    }
}
