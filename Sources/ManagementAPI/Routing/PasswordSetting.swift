internal import Directory
internal import Dispatch
internal import JSON
internal import PoolEngine

/// An operation that may set passwords.
///
/// Hashing takes milliseconds for each of them, so it is done between the event loop and the queue of the user pool, by
/// which neither other connections nor other calls of the pool wait for it.
protocol PasswordSetting: DeclaredOperation {
    /// The passwords to be set, one for each user that the request names; nil where it sets none.
    var newPasswords: [RequestedPassword?] { get }
    /// Does the work and writes the value of `data`.
    ///
    /// - Parameters:
    ///   - directory: the directory of the user pool.
    ///   - passwords: the hashes of `newPasswords`.
    ///   - data: where the value is written.
    /// - Throws: as `Operation.respond`.
    func respond(
        in directory: DirectoryTransaction, passwords: [PasswordHash?], to data: inout Writer
    ) throws
}

/// A call that may set passwords, with their hashes.
struct PasswordCall<Request: PasswordSetting>: Operation {
    private let request: Request
    private let newPasswords: [RequestedPassword?]
    private var passwords: [PasswordHash?]

    static var declaration: OperationDeclaration { Request.declaration }

    init(from fields: inout FieldReader) {
        request = Request(from: &fields)
        newPasswords = request.newPasswords
        passwords = newPasswords.map { _ in nil }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try request.respond(in: directory, passwords: passwords, to: &data)
    }

    /// Hashes the passwords on as many cores as there are, then enqueues the call in a mailbox.
    ///
    /// Its place there is reserved first, so calls that wait for their hashes are bounded with the others.
    ///
    /// - Throws: `MailboxError.full`.
    func post(_ call: Call, to mailbox: Mailbox, random: any RandomSource) throws(MailboxError) {
        guard newPasswords.contains(where: { $0 != nil }) else {
            try mailbox.post(OperationJob(operation: self, call: call))
            return
        }
        try mailbox.reservePlace()
        DispatchQueue.global(qos: .utility).async {
            var hashed = self
            do {
                hashed.passwords = try newPasswords.map { try $0?.hash(random: random) }
            } catch {
                mailbox.giveUpPlace()
                call.fail(unexpectedly: error)
                return
            }
            mailbox.post(reserved: OperationJob(operation: hashed, call: call))
        }
    }
}
