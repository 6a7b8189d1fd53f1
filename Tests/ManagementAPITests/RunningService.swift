import Directory
import HTTP
import HTTPServer
import JSON
import Platform
import PoolEngine
import TestSupport

@testable import Contract
@testable import ManagementAPI

/// The management API behind a real server on a free port of this machine, for as long as the value lives.
final class RunningService {
    let fixture: Fixture
    private let server: Server
    private let port: UInt16

    init(_ fixture: Fixture, configuration: ManagementConfiguration = ManagementConfiguration()) throws {
        self.fixture = fixture
        let service = ManagementService(
            fixture.operations, pools: fixture.pools, configuration: configuration,
            environment: fixture.environment, logger: fixture.log.logger
        )
        server = Server(configuration: Configuration(), handler: Handler(service: service))
        port = try server.start().port
    }

    deinit {
        let pools = fixture.pools
        server.stop(within: .seconds(1)) { pools.close() }
    }

    /// Sends a request and waits for the complete response.
    func answer(to request: RequestText) throws -> Answer {
        let client = try RawClient(port: port)
        client.send(request.bytes)
        return try Answer(client.reply(toHead: request.method == "HEAD", within: 20_000))
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

/// A response as the client sees it.
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

    init(_ reply: RawReply) throws {
        status = reply.status
        head = reply.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        body = reply.text
        let envelope = try Document(parsing: Array(body.utf8)).root
        statusCode = envelope["statusCode"]?.int64
        apiCode = envelope["apiCode"]?.int64
        message = envelope["message"]?.string
        data = envelope["data"]
    }
}
