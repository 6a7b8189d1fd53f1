internal import PoolEngine

/// The work of an operation in the queue of a user pool.
struct UserPoolWork: Sendable {
    /// Enqueues a call that was read; returns whether the mailbox waits for `begin()`.
    typealias Post = (Mailbox, any RandomSource) throws(MailboxError) -> Bool

    private let read: @Sendable (inout FieldReader, Call) -> Post

    /// Wraps the reading of a request.
    init(read: @escaping @Sendable (inout FieldReader, Call) -> Post) {
        self.read = read
    }

    /// Reads a request and enqueues the call.
    ///
    /// - Returns: whether the mailbox waits for `begin()`.
    /// - Throws: `APIError` when fields are invalid, or when too many calls wait already.
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
