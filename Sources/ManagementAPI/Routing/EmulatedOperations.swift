/// The operations that are emulated; the list of each domain is generated.
enum EmulatedOperations {
    /// All of them, the domains in the order in which they build on each other.
    static let all: [OperationEntry] = token + groups + organizations + departments + users
}
