internal import Directory
internal import Dispatch
internal import PoolEngine

/// An operation that may set passwords.
///
/// Hashing takes milliseconds for each of them, so it is done between the event loop and the queue of the user pool, by
/// which neither other connections nor other calls of the pool wait for it.
protocol PasswordSetting: Operation {
    /// Whether this call sets a password.
    var setsPassword: Bool { get }
    /// Hashes the passwords of the call.
    ///
    /// - Throws: as `NewPassword.hash(random:)`.
    mutating func hashPasswords(random: any RandomSource) throws
}

extension PasswordSetting {
    /// Hashes the passwords on as many cores as there are, then leaves the call in a mailbox.
    ///
    /// Its place there is taken first, so calls that wait for their hashes are bounded with the others.
    ///
    /// - Throws: `MailboxError.full`.
    func post(_ call: Call, to mailbox: Mailbox, random: any RandomSource) throws(MailboxError) {
        guard setsPassword else {
            try mailbox.post(OperationJob(operation: self, call: call))
            return
        }
        try mailbox.reservePlace()
        DispatchQueue.global(qos: .utility).async {
            var operation = self
            do {
                try operation.hashPasswords(random: random)
            } catch {
                mailbox.giveUpPlace()
                call.fail(unexpectedly: error)
                return
            }
            mailbox.post(reserved: OperationJob(operation: operation, call: call))
        }
    }
}
