import Directory
import HTTP
import HTTPServer
import JSON
import Platform
import PoolEngine

@testable import ManagementAPI

/// The management API behind a real server on a free port of this machine, for as long as the value lives.
final class RunningService {
    let world: World
    private let server: Server
    private let port: UInt16

    init(_ world: World, configuration: ManagementConfiguration = ManagementConfiguration()) throws {
        self.world = world
        let service = ManagementService(
            pools: world.pools, configuration: configuration, environment: world.environment,
            logger: world.log.logger
        )
        server = Server(configuration: Configuration(), handler: Handler(service: service))
        port = try server.start().port
    }

    deinit {
        let pools = world.pools
        server.stop(within: .seconds(1)) { pools.close() }
    }

    /// Sends a request and waits for the whole answer.
    func answer(to request: RequestText) throws -> Answer {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(call: "connect", code: errno) }
        var rest = request.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(call: "send", code: errno) }
            rest = rest.dropFirst(count)
        }
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count == 0 { return try Answer(received) }
            guard count > 0 else { throw Failure(call: "recv", code: errno) }
            received += chunk[..<count]
        }
    }

    /// A system call that failed.
    struct Failure: Error {
        let call: String
        let code: Int32
    }

    private struct Handler: RequestHandler {
        let service: ManagementService

        func respond(to request: borrowing Request, with responder: Responder) {
            service.respond(to: request, with: responder)
        }

        func response(to refusal: Refusal) -> Response { service.response(to: refusal) }

        func roundEnded() { service.roundEnded() }
    }
}

/// An answer as the client sees it.
struct Answer {
    let status: Int
    /// The header section without the status line.
    let head: String
    let body: String
    /// `statusCode` of the envelope.
    let statusCode: Int64?
    let apiCode: Int64?
    let message: String?
    let data: Value?

    init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        head = lines[1..<end].joined(separator: "\n")
        body = lines[end...].dropFirst().joined(separator: "\r\n")
        let envelope = try Document(parsing: Array(body.utf8)).root
        statusCode = envelope["statusCode"]?.int64
        apiCode = envelope["apiCode"]?.int64
        message = envelope["message"]?.string
        data = envelope["data"]
    }
}
