internal import Directory
internal import PoolEngine

/// An operation with its type put away, as the route table keeps it.
final class OperationEntry: Sendable {
    /// Leaves a call that was read in a mailbox, if that takes it; tells whether the mailbox waits to be told to begin.
    private typealias Post = (Mailbox, any RandomSource) throws(MailboxError) -> Bool

    let declaration: OperationDeclaration
    /// The name of the operation's type, which is the vendor's verb phrase.
    let name: String
    private let read: @Sendable (inout FieldReader, Call) -> Post

    /// Puts an operation's type away.
    init<O: Operation>(_ type: O.Type) {
        declaration = O.declaration
        name = String(describing: type)
        read = { fields, call in
            let job = OperationJob(operation: O(from: &fields), call: call)
            return { mailbox, _ throws(MailboxError) in try mailbox.postponing(job) }
        }
    }

    /// Puts the type of an operation away that may have passwords to hash first.
    init<O: PasswordSetting>(_ type: O.Type) {
        declaration = O.declaration
        name = String(describing: type)
        read = { fields, call in
            let operation = O(from: &fields)
            return { mailbox, random throws(MailboxError) in
                try operation.post(call, to: mailbox, random: random)
                return false
            }
        }
    }

    /// Reads a request and has it carried out.
    ///
    /// - Returns: whether the mailbox waits to be told to begin.
    /// - Throws: `APIError` when fields are bad, or when too many calls wait already.
    func post(
        _ parameters: RequestParameters, call: Call, to mailbox: Mailbox, random: any RandomSource
    ) throws(APIError) -> Bool {
        var fields = FieldReader(parameters, fields: declaration.fields)
        let post = read(&fields, call)
        try fields.finish(path: declaration.path)
        do {
            return try post(mailbox, random)
        } catch {
            throw APIError(error)
        }
    }
}
