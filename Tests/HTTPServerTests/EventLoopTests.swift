import CLinux
import HTTP
import Platform
import Testing

@testable import HTTPServer

@Suite("An event loop", .serialized)
struct EventLoopTests {
    @Test(
        "An event loop that cannot watch the listener fails the start",
        arguments: PollerKind.allCases)
    func listening(kind: PollerKind) throws {
        let configuration = Configuration()
        let acceptor = try Acceptor(configuration, connectionCounter: ConnectionCounter(limit: 1))
        let loop = try Self.makeLoop(kind)
        acceptor.close()
        let error = #expect(throws: SystemCallError.self) { try loop.listen(on: acceptor) }
        #expect(error?.code == EBADF)
        #expect(loop.acceptor == nil)
    }

    // In a process of its own, where no other server opens or closes descriptors meanwhile. A loop takes two of them, so
    // that one more taken makes the first or the second of its calls fail.
    @Test(
        "An event loop that cannot be created leaks neither memory nor descriptors", arguments: [0, 1],
        PollerKind.allCases)
    func failedInit(taken: Int, kind: PollerKind) async {
        await #expect(processExitsWith: .success) { [taken, usesPoll = (kind == .poll) as Bool] in
            let kind = usesPoll ? PollerKind.poll : .native
            let before = Self.pollers()
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let usual = limit.rlim_cur
            limit.rlim_cur = 64
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            for _ in 0..<taken { _ = open("/dev/null", O_RDONLY) }
            var loops: [EventLoop] = []
            while let loop = try? Self.makeLoop(kind) { loops.append(loop) }
            let memory = mallinfo2().uordblks
            for _ in 0..<200 {
                do throws(SystemCallError) {
                    loops.append(try Self.makeLoop(kind))
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
            #expect(Self.pollers() == before)
        }
    }

    /// How many epoll instances and ends of pipes the process has.
    private static func pollers() -> Int {
        var count = 0
        for descriptor in 0..<256 {
            var target = [CChar](repeating: 0, count: 256)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let name = String(
                decoding: target.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            if name == "anon_inode:[eventpoll]" || name.hasPrefix("pipe:") { count += 1 }
        }
        return count
    }

    @Test("A server that is started after its stop says what happened")
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

    private static func makeLoop(_ kind: PollerKind) throws(SystemCallError) -> EventLoop {
        var configuration = Configuration()
        configuration.poller = kind
        return try EventLoop(
            name: "loop", configuration: configuration, handler: TestHandler(),
            connectionCounter: ConnectionCounter(limit: 1),
            accepting: nil)
    }
}
