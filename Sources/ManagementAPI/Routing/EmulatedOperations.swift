/// The operations that are emulated; the list of each domain is generated.
enum EmulatedOperations {
    /// The domains in the order in which they build on each other, which is the order of the documents.
    static let domains: [(name: String, operations: [OperationEntry])] = [
        ("token", token), ("groups", groups), ("organizations", organizations), ("departments", departments),
        ("users", users),
    ]

    /// The operations of all domains.
    static let all = domains.flatMap(\.operations)
}
