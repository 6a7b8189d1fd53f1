import Bytes
import Dispatch
import HTTP
import HTTPServer
import Platform
import Synchronization
import TestSupport
import Testing

/// A server on a free port of the loopback interface, stopped when the test lets go of it.
final class TestServer: Sendable {
    /// The poller of the servers that a test starts.
    @TaskLocal static var poller = PollerKind.native

    let server: Server
    let port: UInt16
    let handler: TestHandler

    init(_ change: (inout Configuration) -> Void = { _ in }) throws {
        var configuration = Configuration()
        configuration.poller = Self.poller
        configuration.timeouts.tick = 10
        // The tests that are not about time must not depend on the speed of the machine.
        configuration.timeouts.head = 300_000
        configuration.timeouts.bodyGrace = 300_000
        change(&configuration)
        handler = TestHandler()
        server = Server(configuration: configuration, handler: handler)
        port = try server.start().port
    }

    deinit { server.stop(within: .seconds(0)) {} }

    func connect(receiveBuffer: Int32? = nil) throws -> RawClient {
        try RawClient(port: port, receiveBuffer: receiveBuffer)
    }

    /// Expects that a valid request on a new connection is served.
    func expectAlive(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let client = try connect()
        client.send("GET /alive HTTP/1.1\r\nHost: a\r\n\r\n")
        let reply = try client.reply()
        #expect(reply.status == 200, sourceLocation: sourceLocation)
        #expect(reply.text == "GET /alive host=a body=", sourceLocation: sourceLocation)
    }

    /// Stops and waits for the end, up to some seconds.
    func stop(within limit: Duration) -> Bool {
        beginStop(within: limit).wait(timeout: .now() + 20) == .success
    }

    /// Stops; the semaphore is signalled at the end.
    func beginStop(within limit: Duration) -> DispatchSemaphore {
        let done = DispatchSemaphore(value: 0)
        server.stop(within: limit) { done.signal() }
        return done
    }
}

/// Answers with what it understood of the request; some paths ask for more.
final class TestHandler: RequestHandler {
    private let later = DispatchQueue(label: "later")
    /// Used only on `later`.
    private nonisolated(unsafe) var held: [Responder] = []
    /// The requests for /round, which are answered at the end of the round; used only on `later`.
    private nonisolated(unsafe) var round: [Responder] = []
    private let handled = Atomic<Int>(0)
    /// The streams of the requests for /stream; used only on `later`.
    private nonisolated(unsafe) var streams: [ResponseStream] = []
    private let ended = Atomic<Int>(0)

    /// The number of streams that have ended.
    var endedStreams: Int { ended.load(ordering: .relaxed) }

    /// Sends a piece on all streams.
    func sendPiece(_ bytes: [UInt8]) {
        for stream in later.sync(execute: { streams }) { stream.send(bytes) }
    }

    /// Ends all streams.
    func endStreams() {
        for stream in later.sync(execute: { streams }) { stream.end() }
    }

    private let left = Atomic<Int>(0)

    /// How many clients have left a request for /watch.
    var leavings: Int { left.load(ordering: .relaxed) }

    private let stalled = Atomic<Bool>(false)

    private let stall = DispatchSemaphore(value: 0)

    /// Unblocks a request for /stall, which blocks the loop until then.
    func endStall() { stall.signal() }

    /// Whether a request for /stall has come.
    var isStalled: Bool { stalled.load(ordering: .relaxed) }

    /// The number of requests that reached the handler.
    var requests: Int { handled.load(ordering: .relaxed) }

    func respond(to request: borrowing Request, with responder: Responder) {
        handled.wrappingAdd(1, ordering: .relaxed)
        if request.path.equals("/hold") {
            later.sync { held.append(responder) }
        } else if request.path.equals("/watch") {
            responder.whenClientLeaves { [self] in left.wrappingAdd(1, ordering: .relaxed) }
            later.sync { held.append(responder) }
        } else if request.path.equals("/later") {
            let response = echo(request)
            later.async { responder.send(response) }
        } else if request.path.equals("/round") {
            later.sync { round.append(responder) }
        } else if request.path.equals("/stall") {
            stalled.store(true, ordering: .relaxed)
            stall.wait()
            responder.send(echo(request))
        } else if request.path.equals("/count") {
            responder.send(Response(status: 200, body: Array("\(requests)".utf8)))
        } else if request.path.equals("/big") {
            responder.send(Response(status: 200, body: Array(repeating: 0x78, count: 8 << 20)))
        } else if request.path.equals("/close") {
            responder.send(Response(status: 200, close: true))
        } else if request.path.equals("/split") {
            responder.send(Response(status: 200, headers: [("X", "a\r\nSet-Cookie: b")]))
        } else if request.path.equals("/reset") {
            responder.reset()
        } else if request.path.equals("/hang") {
            responder.hang()
        } else if request.path.equals("/cut") {
            let bodyBytes = request.query?.string.flatMap { Int($0) } ?? 0
            let response = Response(status: 200, body: Array(repeating: 0x78, count: 20_000))
            later.async { responder.send(response, cutAfter: bodyBytes) }
        } else if request.path.equals("/stream") {
            let stream = responder.stream(Response(status: 200, body: Array("first".utf8))) { [self] in
                ended.wrappingAdd(1, ordering: .relaxed)
            }
            later.sync { streams.append(stream) }
        } else if request.path.equals("/none") {
            responder.send(Response(status: 204))
        } else {
            responder.send(echo(request))
        }
    }

    func response(to refusal: Refusal) -> Response {
        Response(status: refusal.status, contentType: "text/plain", body: Array(refusal.rawValue.utf8))
    }

    func roundEnded() {
        let responders = later.sync {
            defer { round = [] }
            return round
        }
        for responder in responders {
            responder.send(Response(status: 200, body: Array("\(responders.count) in the round".utf8)))
        }
    }

    /// The number of requests held at present.
    var holding: Int { later.sync { held.count } }

    /// Answers all requests for /hold.
    func release(close: Bool = false) {
        let responders = later.sync {
            defer { held = [] }
            return held
        }
        for responder in responders {
            responder.send(Response(status: 200, body: Array("held".utf8), close: close))
        }
    }

    /// Leaves all requests for /hold without a response.
    func hangHeld() {
        let responders = later.sync {
            defer { held = [] }
            return held
        }
        for responder in responders { responder.hang() }
    }

    private func echo(_ request: borrowing Request) -> Response {
        var target = latin1(request.path)
        if let query = request.query { target += "?" + latin1(query) }
        if target.unicodeScalars.count > 1000 { target = "\(target.unicodeScalars.count) bytes" }
        let body = request.body.count > 1000 ? "\(request.body.count) bytes" : latin1(request.body)
        let text = "\(request.method.rawValue) \(target) host=\(latin1(request.host)) body=\(body)"
        return Response(status: 200, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    private func latin1(_ bytes: ByteView) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

/// Waits until a condition holds, for some seconds.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<1000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
