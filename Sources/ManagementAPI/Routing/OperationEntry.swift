internal import PoolEngine

/// A type-erased operation, as stored in the route table.
///
/// Making one costs no more than its allocation: the declaration and the name of the type are looked up when they are
/// needed, so the start of the program does not depend on the number of operations.
final class OperationEntry: Sendable {
    /// Where the work of an operation is done.
    enum Work: Sendable {
        /// In the queue of the caller's user pool.
        case inUserPool(UserPoolWork)
        /// On the event loop, without credentials.
        case inService(ServiceWork)
    }

    /// How the operation is called.
    let method: OperationDeclaration.Method
    /// The last part of its path.
    let pathEnd: String
    /// Where its work is done, and how to start it.
    let work: Work
    private let type: any DeclaredOperation.Type

    /// What is known of the operation.
    var declaration: OperationDeclaration { type.declaration }
    /// The name of the operation's type, which is the vendor's verb phrase.
    var name: String { String(describing: type) }
    /// Whether a call needs credentials, from which its user pool follows.
    var needsUserPool: Bool {
        if case .inUserPool = work { true } else { false }
    }

    private init(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: any DeclaredOperation.Type,
        _ work: Work
    ) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        self.work = work
    }

    /// Erases the type of an operation on a user pool.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - pathEnd: the last part of its path.
    ///   - type: the operation.
    convenience init<O: Operation>(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: O.Type
    ) {
        let work = UserPoolWork { fields, call in
            let job = OperationJob(operation: O(from: &fields), call: call)
            return { mailbox, _ throws(MailboxError) in try mailbox.postponing(job) }
        }
        self.init(method, pathEnd, type, .inUserPool(work))
    }

    /// Erases the type of an operation that may have passwords to hash first.
    convenience init<O: PasswordSetting>(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: O.Type
    ) {
        let work = UserPoolWork { fields, call in
            let operation = PasswordCall<O>(from: &fields)
            return { mailbox, random throws(MailboxError) in
                try operation.post(call, to: mailbox, random: random)
                return false
            }
        }
        self.init(method, pathEnd, type, .inUserPool(work))
    }

    /// Erases the type of an operation without a user pool.
    convenience init<O: ServiceOperation>(
        _ method: OperationDeclaration.Method, _ pathEnd: String, _ type: O.Type
    ) {
        self.init(method, pathEnd, type, .inService(ServiceWork { O(from: &$0) }))
    }
}
