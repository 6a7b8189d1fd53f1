internal import Locking

extension Mailbox {
    /// Reads the access keys of the pool and passes them to the receiver.
    func publishAccessKeys(of transaction: PoolTransaction) {
        // If reading fails, the next batch tries again.
        guard let keys = try? AccessKey.all(of: transaction.connection) else { return }
        transaction.accessKeysChanged = false
        accessKeysDidChange.withLock(\.self)?(keys)
    }
}
