public import Contract

/// The operations that are emulated: those of the domains, and those that this module has itself.
public struct EmulatedOperations: Sendable {
    private let others: @Sendable () -> [(name: String, operations: [OperationEntry])]

    /// All domains, that of this module first.
    public var domains: [(name: String, operations: [OperationEntry])] {
        [("token", ManagementOperations.all)] + others()
    }
    /// The operations of all domains.
    public var all: [OperationEntry] { domains.flatMap(\.operations) }

    /// Takes the operations of the other domains.
    ///
    /// - Parameter domains: makes their lists; called when they are needed, not when the program starts.
    public init(_ domains: @escaping @Sendable () -> [(name: String, operations: [OperationEntry])]) {
        others = domains
    }
}
