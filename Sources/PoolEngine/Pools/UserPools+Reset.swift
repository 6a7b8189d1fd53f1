internal import Dispatch
internal import Locking

/// All pools at once.
extension UserPools {
    /// Brings every pool back to the state it began with.
    ///
    /// Each pool is restored at the call's turn among its own work; the pools are not restored at one moment.
    ///
    /// - Parameter completion: called when all are done, with the first failure if there is one; called on some queue,
    ///   once.
    public func reset(then completion: @escaping UserPool.Completion<Void>) {
        // There may be thousands of pools on demand to remove.
        DispatchQueue.global(qos: .userInitiated).async { self.resetAll(then: completion) }
    }

    private func resetAll(then completion: @escaping UserPool.Completion<Void>) {
        let group = DispatchGroup()
        let failure = Lock<(any Error)?>(nil)
        for pool in all {
            group.enter()
            let finished: UserPool.Completion<Void> = { result in
                if case .failure(let error) = result, !Self.isGone(error) {
                    failure.withLock { $0 = $0 ?? error }
                }
                group.leave()
            }
            if pool.isOnDemand {
                remove(id: pool.id, then: finished)
            } else {
                pool.reset(then: finished)
            }
        }
        group.notify(queue: .global(qos: .userInitiated)) {
            completion(failure.withLock(\.self).map { .failure($0) } ?? .success(()))
        }
    }

    /// Whether an error says that somebody else has removed the pool meanwhile.
    private static func isGone(_ error: any Error) -> Bool {
        if case SnapshotError.unknownUserPool = error { return true }
        if case MailboxError.closed = error { return true }
        return false
    }
}
