internal import Locking

extension Mailbox {
    /// Reads the access keys of the pool and gives them to whoever follows them.
    func publishAccessKeys(of transaction: PoolTransaction) {
        // If reading fails, the next batch tries again.
        guard let keys = try? AccessKey.all(of: transaction.connection) else { return }
        transaction.accessKeysChanged = false
        accessKeysDidChange.withLock(\.self)?(keys)
    }
}
