public import Platform

/// A value that one thread at a time may touch, behind a mutex of pthread.
///
/// Not Synchronization.Mutex: on Linux that takes a priority-inheriting futex, one system call each way whenever two
/// threads meet, and Thread Sanitizer does not see its ordering.
public final class Lock<Value>: @unchecked Sendable {
    // Sendable: `value` is touched between the two calls on the mutex only.

    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var value: Value

    /// A value that no thread is touching.
    public init(_ value: consuming sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let result = pthread_mutex_init(mutex, nil)
        precondition(result == 0, "pthread_mutex_init: \(result)")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` while no other thread is in it; `body` must not come back here.
    ///
    /// - Throws: what `body` throws.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
