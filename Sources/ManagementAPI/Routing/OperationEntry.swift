internal import Directory
internal import PoolEngine

/// A type-erased operation, as stored in the route table.
///
/// Making one costs no more than its allocation: the declaration and the name of the type are looked up when they are
/// needed, so the start of the program does not depend on the number of operations.
final class OperationEntry: Sendable {
    /// Enqueues a call that was read; returns whether the mailbox waits for `begin()`.
    private typealias Post = (Mailbox, any RandomSource) throws(MailboxError) -> Bool

    /// How the operation is called.
    let method: OperationDeclaration.Method
    /// The last part of its path.
    let pathEnd: String

    private let type: any Operation.Type
    private let read: @Sendable (inout FieldReader, Call) -> Post

    /// What is known of the operation.
    var declaration: OperationDeclaration { type.declaration }
    /// The name of the operation's type, which is the vendor's verb phrase.
    var name: String { String(describing: type) }

    /// Erases an operation's type.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - pathEnd: the last part of its path.
    ///   - type: the operation.
    init<O: Operation>(_ method: OperationDeclaration.Method, _ pathEnd: String, _ type: O.Type) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        read = { fields, call in
            let job = OperationJob(operation: O(from: &fields), call: call)
            return { mailbox, _ throws(MailboxError) in try mailbox.postponing(job) }
        }
    }

    /// Erases the type of an operation that may have passwords to hash first.
    init<O: PasswordSetting>(_ method: OperationDeclaration.Method, _ pathEnd: String, _ type: O.Type) {
        self.method = method
        self.pathEnd = pathEnd
        self.type = type
        read = { fields, call in
            let operation = O(from: &fields)
            return { mailbox, random throws(MailboxError) in
                try operation.post(call, to: mailbox, random: random)
                return false
            }
        }
    }

    /// Erases the type of an operation whose declaration is not generated.
    convenience init<O: Operation>(_ type: O.Type) {
        self.init(O.declaration.method, O.declaration.pathEnd, type)
    }

    /// Erases the type of an operation with passwords whose declaration is not generated.
    convenience init<O: PasswordSetting>(_ type: O.Type) {
        self.init(O.declaration.method, O.declaration.pathEnd, type)
    }

    /// Reads a request and has it carried out.
    ///
    /// - Returns: whether the mailbox waits to be told to begin.
    /// - Throws: `APIError` when fields are bad, or when too many calls wait already.
    func post(
        _ parameters: RequestParameters, call: Call, to mailbox: Mailbox, random: any RandomSource
    ) throws(APIError) -> Bool {
        var fields = FieldReader(parameters, fields: call.declaration.fields)
        let post = read(&fields, call)
        try fields.finish(path: call.declaration.path)
        do {
            return try post(mailbox, random)
        } catch {
            throw APIError(error)
        }
    }
}
