/// The operations that are emulated, by domain.
///
/// The list of a domain stands in the folder of its operations.
enum EmulatedOperations {
    /// All of them but the one that gives tokens.
    static let all: [OperationEntry] = groups + organizations + departments + users
}
