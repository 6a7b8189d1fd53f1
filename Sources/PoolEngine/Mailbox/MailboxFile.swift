internal import SQLite

/// A database file that a mailbox opens when it has jobs and closes after a long idle time.
///
/// All methods are called on the mailbox's queue.
protocol MailboxFile: AnyObject, Sendable {
    /// Opens the file.
    func open(for mailbox: Mailbox) throws -> sending Connection
    /// Called before each batch; marks the file as in use.
    func willUse()
    /// Called after the connection has been closed.
    func didClose(_ mailbox: Mailbox)
}
