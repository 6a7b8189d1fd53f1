import CEpoll
import Glibc
import HTTP
import Testing

@testable import HTTPServer

@Suite("An event loop", .serialized)
struct EventLoopTests {
    @Test("that cannot be told of connections fails the start, not later in silence")
    func listening() throws {
        let configuration = Configuration()
        let acceptor = try Acceptor(configuration, census: Census(limit: 1))
        let loop = try Self.makeLoop()
        acceptor.close()
        #expect(throws: SystemCallError("epoll_ctl", EBADF)) { try loop.listen(on: acceptor) }
        #expect(loop.acceptor == nil)
    }

    // In a process of its own, where no other server opens or closes descriptors meanwhile. A loop takes two of them, so
    // that one more taken makes the first or the second of its calls fail.
    @Test("that cannot be made leaves neither memory nor descriptors behind", arguments: [0, 1])
    func failedInit(taken: Int) async {
        await #expect(processExitsWith: .success) { [taken] in
            let before = Self.eventpolls()
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let usual = limit.rlim_cur
            limit.rlim_cur = 64
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            for _ in 0..<taken { _ = open("/dev/null", O_RDONLY) }
            var loops: [EventLoop] = []
            while let loop = try? Self.makeLoop() { loops.append(loop) }
            let memory = mallinfo2().uordblks
            for _ in 0..<200 {
                do throws(SystemCallError) {
                    loops.append(try Self.makeLoop())
                } catch {
                    #expect(error.code == EMFILE)
                }
            }
            // One buffer is 64 KiB; 200 of them would be 13 MB.
            #expect(mallinfo2().uordblks < memory + 1_000_000)
            #expect(loops.count < 32)
            loops = []
            limit.rlim_cur = usual
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            #expect(Self.eventpolls() == before)
        }
    }

    /// How many epoll instances the process has.
    private static func eventpolls() -> Int {
        var count = 0
        for descriptor in 0..<256 {
            var target = [CChar](repeating: 0, count: 256)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let name = String(
                decoding: target.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            if name == "anon_inode:[eventpoll]" { count += 1 }
        }
        return count
    }

    @Test("ends the process when it cannot wait, instead of spinning")
    func failedWait() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 1)
            _ = SystemCall.wait(-1, into: events, timeout: 0)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("epoll_wait: Bad file descriptor"))
    }

    @Test("takes a signal for no event")
    func interruptedWait() throws {
        let epoll = try SystemCall.makeEpoll()
        defer { close(epoll) }
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
        let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 1)
        defer { events.deallocate() }
        let start = SystemCall.milliseconds()
        #expect(SystemCall.wait(epoll, into: events, timeout: 10_000) == 0)
        #expect(SystemCall.milliseconds() - start < 9_000)
        pthread_join(thread, nil)
    }

    @Test("belongs to a server that says what happened when it is started after its stop")
    func startAfterStop() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let server = Server(configuration: Configuration(), handler: TestHandler())
            server.stop(within: .seconds(0)) {}
            _ = try server.start()
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("the server was stopped before this start"))
    }

    private static func makeLoop() throws(SystemCallError) -> EventLoop {
        try EventLoop(
            name: "loop", configuration: Configuration(), handler: TestHandler(), census: Census(limit: 1),
            accepting: nil)
    }
}
