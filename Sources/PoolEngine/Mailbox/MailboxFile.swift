internal import SQLite

/// A database file that a mailbox opens when it has work and closes when it has had none for long.
///
/// Everything is called on the mailbox's queue.
protocol MailboxFile: AnyObject, Sendable {
    /// Opens the file.
    func open(for mailbox: Mailbox) throws -> sending Connection
    /// Is told before each batch of jobs, so that the file counts as in use.
    func willUse()
    /// Is told that the connection is closed.
    func didClose(_ mailbox: Mailbox)
}
