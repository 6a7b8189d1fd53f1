/// A poller over poll(2) and a pipe, which only uses POSIX.
///
/// Sendable without checking: the lists belong to the thread that waits, and the pipe's ends never change.
final class PollPoller: Poller, @unchecked Sendable {
    /// The most events of a batch, so that no connection waits for thousands of others.
    private static let eventsAtOnce = 256

    /// The argument of poll(2); the first entry is the pipe.
    private var entries: [pollfd]
    /// The tokens of `entries`, at the same index.
    private var tokens: [UInt64]
    /// The index in `entries` by descriptor; 0 for descriptors that were not added.
    private var indexes: [Int] = []
    /// The entry with which the next batch begins, so that all entries are served in turn when more than a batch are
    /// ready.
    private var first = 0
    private let pipe: (input: Int32, output: Int32)
    private let events: UnsafeMutableBufferPointer<PollerEvent>

    /// A poller without descriptors.
    ///
    /// - Throws: the call that failed.
    init() throws(SystemCallError) {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) {
            Platform.pipe($0.assumingMemoryBound(to: Int32.self).baseAddress)
        }
        guard result == 0 else { throw SystemCallError("pipe", errno) }
        pipe = ends
        do throws(SystemCallError) {
            try SystemCall.prepare(pipe.input, isBlocking: false)
        } catch {
            SystemCall.close(pipe.output)
            throw error
        }
        do throws(SystemCallError) {
            try SystemCall.prepare(pipe.output, isBlocking: false)
        } catch {
            SystemCall.close(pipe.input)
            throw error
        }
        entries = [pollfd(fd: pipe.input, events: Int16(POLLIN), revents: 0)]
        tokens = [PollerEvent.wakeToken]
        events = .allocate(capacity: Self.eventsAtOnce)
    }

    deinit {
        SystemCall.close(pipe.input)
        SystemCall.close(pipe.output)
        events.deallocate()
    }

    func add(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError) {
        guard fcntl(descriptor, F_GETFD) >= 0 else { throw SystemCallError("fcntl", errno) }
        while indexes.count <= Int(descriptor) { indexes.append(0) }
        precondition(indexes[Int(descriptor)] == 0, "a descriptor is added once")
        indexes[Int(descriptor)] = entries.count
        entries.append(pollfd(fd: descriptor, events: Int16(interest.rawValue), revents: 0))
        tokens.append(token)
    }

    func modify(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError) {
        let index = index(of: descriptor)
        guard index > 0 else { throw SystemCallError("poll", ENOENT) }
        entries[index].events = Int16(interest.rawValue)
        tokens[index] = token
    }

    func remove(closing descriptor: Int32) {
        let index = index(of: descriptor)
        guard index > 0 else { return }
        indexes[Int(descriptor)] = 0
        // The last one takes its place.
        let (entry, token) = (entries.removeLast(), tokens.removeLast())
        guard index < entries.count else { return }
        entries[index] = entry
        tokens[index] = token
        indexes[Int(entry.fd)] = index
    }

    func wait(timeout: Int32) -> UnsafeBufferPointer<PollerEvent> {
        var isRepeated = false
        while true {
            let count = poll(&entries, nfds_t(entries.count), timeout)
            if count >= 0 { return UnsafeBufferPointer(rebasing: events[..<collect(Int(count))]) }
            let error = SystemCallError("poll", errno)
            if error.code == EINTR { return UnsafeBufferPointer(rebasing: events[..<0]) }
            error.endUnlessFirst(&isRepeated)
        }
    }

    /// Writes one byte into the pipe; a full pipe already ends the next wait.
    func wake() {
        var byte: UInt8 = 0
        while write(pipe.output, &byte, 1) < 0, errno == EINTR {}
    }

    private func index(of descriptor: Int32) -> Int {
        Int(descriptor) < indexes.count ? indexes[Int(descriptor)] : 0
    }

    /// Collects the events of the entries, at most one batch.
    ///
    /// - Parameter ready: how many entries poll(2) has set.
    /// - Returns: how many events there are.
    private func collect(_ ready: Int) -> Int {
        let wanted = min(ready, Self.eventsAtOnce)
        var (count, index) = (0, first < entries.count ? first : 0)
        for _ in entries.indices where count < wanted {
            let reported = entries[index].revents
            if reported != 0 {
                if index == 0 { emptyPipe() }
                // POLLNVAL, of a descriptor that was closed without `remove`, must not be lost: it would spin the loop.
                let readiness =
                    reported & Int16(POLLNVAL) == 0
                    ? Readiness(rawValue: UInt32(UInt16(bitPattern: reported))) : .error
                events[count] = PollerEvent(token: tokens[index], readiness: readiness)
                count += 1
            }
            index = index + 1 < entries.count ? index + 1 : 0
        }
        first = index
        return count
    }

    private func emptyPipe() {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { bytes in
            while read(pipe.input, bytes.baseAddress, bytes.count) == bytes.count {}
        }
    }
}
