import Platform
import Testing

@Suite("A poller")
struct PollerTests {
    @Test("A poller reports input that waits at every wait until it is read", arguments: PollerKind.allCases)
    func input(_ kind: PollerKind) throws {
        let (poller, pair) = (try kind.makePoller(), try SocketPair())
        try poller.add(pair.own, token: 7, for: .input)
        #expect(poller.reports() == [])
        pair.send("a")
        #expect(poller.reports() == [Report(7, .input)])
        #expect(poller.reports() == [Report(7, .input)])
        pair.read()
        #expect(poller.reports() == [])
    }

    @Test(
        "A poller reports output while the buffer has space and output is requested",
        arguments: PollerKind.allCases)
    func output(_ kind: PollerKind) throws {
        let (poller, pair) = (try kind.makePoller(), try SocketPair())
        try poller.add(pair.own, token: 1, for: [.input, .output])
        #expect(poller.reports() == [Report(1, .output)])
        pair.send("a")
        #expect(poller.reports() == [Report(1, [.input, .output])])
        try poller.modify(pair.own, token: 2, for: .input)
        #expect(poller.reports() == [Report(2, .input)])
        try poller.modify(pair.own, token: 2, for: [])
        #expect(poller.reports() == [])
    }

    @Test(
        "A poller reports a connection that is closed by its peer, requested or not",
        arguments: PollerKind.allCases)
    func hangUp(_ kind: PollerKind) throws {
        let (poller, pair) = (try kind.makePoller(), try SocketPair())
        try poller.add(pair.own, token: 1, for: [])
        pair.closePeer()
        #expect(poller.reports() == [Report(1, .hangUp)])
        try poller.modify(pair.own, token: 1, for: .input)
        #expect(poller.reports() == [Report(1, [.input, .hangUp])])
    }

    @Test(
        "A poller reports nothing of a descriptor that was removed and closed", arguments: PollerKind.allCases
    )
    func removal(_ kind: PollerKind) throws {
        let poller = try kind.makePoller()
        let pairs = try (0..<3).map { _ in try SocketPair() }
        for (token, pair) in pairs.enumerated() {
            try poller.add(pair.own, token: UInt64(token), for: .input)
            pair.send("a")
        }
        poller.remove(closing: pairs[0].own)
        pairs[0].closeOwn()
        #expect(Set(poller.reports()) == [Report(1, .input), Report(2, .input)])
        // The descriptor's number is used again.
        let again = try SocketPair()
        try poller.add(again.own, token: 9, for: .output)
        #expect(Set(poller.reports()) == [Report(1, .input), Report(2, .input), Report(9, .output)])
    }

    @Test("A poller refuses a descriptor that is not open", arguments: PollerKind.allCases)
    func closed(_ kind: PollerKind) throws {
        let (poller, pair) = (try kind.makePoller(), try SocketPair())
        pair.closeOwn()
        let error = #expect(throws: SystemCallError.self) {
            try poller.add(1_000_000, token: 1, for: .input)
        }
        #expect(error?.code == EBADF)
    }

    @Test(
        "A poller ends a wait that another thread wakes, once for all calls before it",
        arguments: PollerKind.allCases)
    func wake(_ kind: PollerKind) async throws {
        let poller = try kind.makePoller()
        let start = Clock.milliseconds()
        let waking = Task.detached {
            try await Task.sleep(for: .milliseconds(50))
            poller.wake()
        }
        #expect(poller.reports(timeout: 10_000).map(\.token) == [PollerEvent.wakeToken])
        #expect(Clock.milliseconds() - start < 9_000)
        try await waking.value
        // More than a pipe holds.
        for _ in 0..<100_000 { poller.wake() }
        #expect(poller.reports().map(\.token) == [PollerEvent.wakeToken])
        var further = 0
        while !poller.reports().isEmpty { further += 1 }
        #expect(further <= 400)
        poller.wake()
        #expect(poller.reports().map(\.token) == [PollerEvent.wakeToken])
    }

    @Test(
        "A poller reports each of many ready descriptors before any of them again and again",
        arguments: PollerKind.allCases)
    func fairness(_ kind: PollerKind) throws {
        let poller = try kind.makePoller()
        let pairs = try (0..<400).map { _ in try SocketPair() }
        for (token, pair) in pairs.enumerated() {
            try poller.add(pair.own, token: UInt64(token), for: .output)
        }
        var seen = Set<UInt64>()
        for _ in 0..<4 { seen.formUnion(poller.reports().map(\.token)) }
        #expect(seen == Set(0..<400))
    }

    @Test("A poller ends a wait without events on a signal", arguments: PollerKind.allCases)
    func interruptedWait(_ kind: PollerKind) throws {
        let poller = try kind.makePoller()
        signal(SIGUSR2) { _ in }
        // The threads that run tests block signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR2)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        defer { pthread_sigmask(SIG_BLOCK, &signals, nil) }
        let waiting = UnsafeMutablePointer<pthread_t>.allocate(capacity: 1)
        waiting.initialize(to: pthread_self())
        defer { waiting.deallocate() }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                usleep(100_000)
                if let waiting = argument?.load(as: pthread_t.self) { pthread_kill(waiting, SIGUSR2) }
                return nil
            }, waiting)
        let start = Clock.milliseconds()
        #expect(poller.reports(timeout: 10_000) == [])
        #expect(Clock.milliseconds() - start < 9_000)
        pthread_join(thread, nil)
    }

    @Test("A poller over epoll(7) ends the process when it cannot wait, instead of spinning")
    func failedWait() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let poller = try PollerKind.native.makePoller()
            // All of the process's descriptors, the epoll instance among them.
            for descriptor in Int32(3)..<64 { close(descriptor) }
            _ = poller.reports(timeout: 1)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains(": Bad file descriptor"))
    }

    @Test("A poller over poll(2) ends the process when it cannot wait, instead of spinning")
    func failedPoll() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let poller = try PollerKind.poll.makePoller()
            // poll(2) refuses more entries than the process may have descriptors.
            var limit = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = poller.reports(timeout: 1)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("poll: Invalid argument"))
    }
}
