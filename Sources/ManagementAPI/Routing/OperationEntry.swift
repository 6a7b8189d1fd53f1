internal import Directory

/// An operation with its type put away, as the route table keeps it.
final class OperationEntry: Sendable {
    /// Leaves a call that was read in a mailbox.
    private typealias Post = (Mailbox, any RandomSource) -> Void

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
            return { mailbox, _ in mailbox.post(job) }
        }
    }

    /// Puts the type of an operation away that may have passwords to hash first.
    init<O: PasswordSetting>(_ type: O.Type) {
        declaration = O.declaration
        name = String(describing: type)
        read = { fields, call in
            let operation = O(from: &fields)
            return { mailbox, random in operation.post(call, to: mailbox, random: random) }
        }
    }

    /// Reads a request and has it carried out.
    ///
    /// - Throws: `APIError` when fields are bad.
    func post(
        _ parameters: RequestParameters, call: Call, to mailbox: Mailbox, random: any RandomSource
    ) throws(APIError) {
        var fields = FieldReader(parameters, fields: declaration.fields)
        let post = read(&fields, call)
        try fields.finish(path: declaration.path)
        post(mailbox, random)
    }
}
