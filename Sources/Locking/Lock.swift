public import Platform

/// A value protected by a pthread mutex.
///
/// Not Synchronization.Mutex: on Linux that uses a priority-inheriting futex, with two system calls for each contended
/// lock, and Thread Sanitizer does not see its ordering.
public final class Lock<Value>: @unchecked Sendable {
    // Sendable: the value is accessed only while the mutex is locked.

    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    /// Not a property of this class: Swift would check each access for exclusivity at run time, which takes longer than
    /// the mutex, and the mutex ensures it.
    @usableFromInline let value: UnsafeMutablePointer<Value>

    public init(_ value: consuming sending Value) {
        self.value = .allocate(capacity: 1)
        self.value.initialize(to: value)
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let result = pthread_mutex_init(mutex, nil)
        precondition(result == 0, "pthread_mutex_init: \(result)")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    /// Calls `body` with the lock held; `body` must not use the same lock.
    ///
    /// - Throws: what `body` throws.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }
}
