/// A type-erased operation, as stored in the route table.
///
/// Making one costs no more than its allocation: the declaration and the name of the type are looked up when they are
/// needed, so the start of the program does not depend on the number of operations.
public final class OperationEntry: Sendable {
    /// Reads the request of a call; invalid fields are remembered by the reader.
    public enum Reading: Sendable {
        /// The work belongs in the queue of the caller's user pool.
        case userPool(@Sendable (inout FieldReader) -> UserPoolCall)
        /// The work belongs on the event loop and needs no credentials.
        case service(@Sendable (inout FieldReader) -> any ServiceOperation)
    }

    /// How the operation is called.
    public let method: OperationDeclaration.Method
    /// The last part of its path.
    public let pathEnd: String
    /// How its requests are read.
    public let reading: Reading
    private let type: any DeclaredOperation.Type

    /// What is known of the operation.
    public var declaration: OperationDeclaration { type.declaration }

    /// Erases the type of an operation on a user pool.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - pathEnd: the last part of its path.
    ///   - type: the operation.
    ///   - read: reads a request.
    public init(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: any DeclaredOperation.Type,
        read: @escaping @Sendable (inout FieldReader) -> UserPoolCall
    ) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        reading = .userPool(read)
    }

    /// Erases the type of an operation without a user pool.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - pathEnd: the last part of its path.
    ///   - type: the operation.
    ///   - read: reads a request.
    public init(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: any DeclaredOperation.Type,
        read: @escaping @Sendable (inout FieldReader) -> any ServiceOperation
    ) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        reading = .service(read)
    }
}
