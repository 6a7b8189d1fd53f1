/// A type-erased operation, as stored in the route table.
///
/// Making one costs no more than its allocation: the declaration and the name of the type are looked up when they are
/// needed, so the start of the program does not depend on the number of operations.
package final class OperationEntry: Sendable {
    /// Reads the request of a call; invalid fields are remembered by the reader.
    package enum Reading: Sendable {
        /// The work belongs in the queue of the caller's user pool.
        case userPool(@Sendable (inout FieldReader) -> UserPoolCall)
        /// The work belongs on the event loop and needs no credentials.
        case service(@Sendable (inout FieldReader) -> any ServiceOperation)
    }

    /// How the operation is called.
    package let method: OperationDeclaration.Method
    /// The last part of its path.
    package let pathEnd: String
    /// How its requests are read.
    package let reading: Reading
    private let type: any DeclaredOperation.Type

    /// What is known of the operation.
    package var declaration: OperationDeclaration { type.declaration }
    /// The name of the operation's type, which is the vendor's verb phrase.
    package var name: String { String(describing: type) }
    /// Whether a call needs credentials, from which its user pool follows.
    package var needsUserPool: Bool {
        if case .userPool = reading { true } else { false }
    }

    /// Erases the type of an operation on a user pool.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - pathEnd: the last part of its path.
    ///   - type: the operation.
    ///   - read: reads a request.
    package init(
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
    package init(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: any DeclaredOperation.Type,
        read: @escaping @Sendable (inout FieldReader) -> any ServiceOperation
    ) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        reading = .service(read)
    }
}
