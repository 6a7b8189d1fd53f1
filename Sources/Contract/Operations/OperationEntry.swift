internal import Synchronization

/// A type-erased operation, as stored in the route table.
///
/// Creating one costs only its allocation: the declaration and the name of the type are looked up on first use, so the
/// start time does not depend on the number of operations.
public final class OperationEntry: Sendable {
    /// Reads the request of a call; the reader collects invalid fields.
    public enum Reading: Sendable {
        /// The work runs in the queue of the caller's user pool.
        case userPool(@Sendable (inout FieldReader) -> UserPoolCall)
        /// The work runs on the event loop and needs no credentials.
        case service(@Sendable (inout FieldReader) -> any ServiceOperation)
    }

    public let method: OperationDeclaration.Method
    /// The last part of its path.
    public let pathEnd: String
    public let reading: Reading
    private let type: any DeclaredOperation.Type
    private let counter = Atomic<Int>(0)

    /// How often `countCall` was called.
    public var calls: Int { counter.load(ordering: .relaxed) }

    /// Counts a call.
    public func countCall() {
        counter.wrappingAdd(1, ordering: .relaxed)
    }

    public var declaration: OperationDeclaration { type.declaration }

    /// Erases the type of an operation on a user pool.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
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
    ///   - method: the HTTP method.
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
