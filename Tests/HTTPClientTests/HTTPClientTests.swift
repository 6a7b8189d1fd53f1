import Dispatch
import Foundation
import Locking
import Platform
import Testing

@testable import HTTPClient

@Suite("HTTP client")
struct HTTPClientTests {
    /// A server that answers each connection with some bytes, then waits or closes.
    private final class Answering: Sendable {
        let port: UInt16
        private let descriptor: Int32
        let received = Lock<[[UInt8]]>([])

        /// Listens; a nil answer is none, and the connection stays open.
        init(_ answer: [UInt8]?) throws {
            let address = try #require(SocketAddress(host: "127.0.0.1", port: 0))
            let descriptor = try SystemCall.makeSocket(family: address.family, isBlocking: true)
            try address.bind(descriptor)
            try #require(Platform.listen(descriptor, 128) == 0)
            port = try SocketAddress(of: descriptor).port
            self.descriptor = descriptor
            Thread.detachNewThread { [received] in
                while true {
                    let connection = Platform.accept(descriptor, nil, nil)
                    guard connection >= 0 else { return }
                    var buffer = [UInt8](repeating: 0, count: 65_536)
                    let count = recv(connection, &buffer, buffer.count, 0)
                    received.withLock { $0.append(Array(buffer.prefix(max(0, count)))) }
                    guard let answer else { continue }
                    _ = answer.withUnsafeBytes { Platform.send(connection, $0.baseAddress, $0.count, 0x4000) }
                    SystemCall.close(connection)
                }
            }
        }

        deinit {
            shutdown(descriptor, 2)
            SystemCall.close(descriptor)
        }
    }

    private func send(
        _ client: HTTPClient, host: String = "127.0.0.1", port: UInt16
    ) async -> Result<ReceivedResponse, ExchangeFailure> {
        await withCheckedContinuation { continuation in
            let message = Array("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n".utf8)
            _ = client.send(OutgoingRequest(host: host, port: port, message: message)) {
                continuation.resume(returning: $0)
            }
        }
    }

    private func status(_ result: Result<ReceivedResponse, ExchangeFailure>) -> Int? {
        try? result.get().status
    }

    private func failure(_ result: Result<ReceivedResponse, ExchangeFailure>) -> ExchangeFailure? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test("HTTP client sends the message as it is and returns the response")
    func exchange() async throws {
        let server = try Answering(Array("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok".utf8))
        for host in ["127.0.0.1", "localhost"] {
            #expect(status(await send(.local, host: host, port: server.port)) == 202)
        }
        let expected = Array("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n".utf8)
        #expect(server.received.withLock { $0 } == [expected, expected])
    }

    @Test("HTTP client asks for each address, and makes no connection if it is not allowed")
    func refusedAddress() async throws {
        let server = try Answering(nil)
        let asked = Lock<[String]>([])
        let client = HTTPClient(allowing: { address in
            asked.withLock { $0.append(address.address.host) }
            return false
        })
        let result = await send(client, port: server.port)
        #expect(failure(result) == .addressRefused("127.0.0.1"))
        #expect(asked.withLock { $0 } == ["127.0.0.1"])
        let foreign = "198.51.100.1"
        #expect(failure(await send(.local, host: foreign, port: 80)) == .addressRefused(foreign))
        #expect(server.received.withLock { $0 } == [])
    }

    @Test("HTTP client ends an exchange with a server that does not answer, and others go on meanwhile")
    func timeout() async throws {
        let hanging = try Answering(nil)
        let answering = try Answering(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
        let client = HTTPClient(allowing: \.isLocal, timeLimit: 300)
        async let first = send(client, port: hanging.port)
        #expect(status(await send(client, port: answering.port)) == 200)
        #expect(failure(await first) == .timeout(milliseconds: 300))
    }

    @Test("HTTP client serves more exchanges than it has connections, and closes every descriptor")
    func many() async throws {
        let server = try Answering(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
        let client = HTTPClient.local
        func descriptors() -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        }
        let before = descriptors()
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<300 { group.addTask { status(await send(client, port: server.port)) } }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(statuses == [Int?](repeating: 200, count: 300))
        for _ in 0..<100 where descriptors() > before + 8 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(descriptors() <= before + 8)
    }

    @Test("HTTP client reports an unknown name, a refused connection, and garbage")
    func failures() async throws {
        guard case .unknownHost? = failure(await send(.local, host: "no-such-name.invalid", port: 80)) else {
            Issue.record("the name has an address")
            return
        }
        guard case .notConnected? = failure(await send(.local, port: 1)) else {
            Issue.record("something listens on port 1")
            return
        }
        let garbage = try Answering(Array("\0\u{1}\u{2}garbage".utf8))
        guard case .notHTTP? = failure(await send(.local, port: garbage.port)) else {
            Issue.record("garbage was accepted")
            return
        }
    }

    @Test("HTTP client ends an exchange that is cancelled")
    func cancelled() async throws {
        let server = try Answering(nil)
        let client = HTTPClient.local
        let result = await withCheckedContinuation { continuation in
            let exchange = client.send(OutgoingRequest(host: "127.0.0.1", port: server.port, message: [65])) {
                continuation.resume(returning: $0)
            }
            exchange.cancel()
        }
        #expect(failure(result) == .cancelled)
    }
}
