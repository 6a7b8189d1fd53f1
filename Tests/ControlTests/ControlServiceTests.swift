import HTTP
import HTTPServer
import JSON
import Platform
import Testing

@testable import Control

/// The emulator's own surface through a real server.
@Suite("Control service")
struct ControlServiceTests {
    /// Sends one request and gives the whole answer.
    private func answer(_ method: String, _ path: String) throws -> (head: String, body: String) {
        let server = Server(
            configuration: Configuration(),
            handler: Handler(
                service: ControlService(
                    version: "1.2.3", description: { Array(#"{"openapi":"3.1.0"}"#.utf8) })))
        let port = try server.start().port
        defer { server.stop(within: .seconds(1)) {} }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
        #expect(connected == 0)
        let request = Array(
            "\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
        #expect(send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 {
            received += chunk[..<count]
        }
        let text = String(decoding: received, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    private struct Handler: RequestHandler {
        let service: ControlService

        func respond(to request: borrowing Request, with responder: Responder) {
            service.respond(to: request, at: request.path, with: responder)
        }

        func response(to refusal: Refusal) -> Response { Response(status: refusal.status) }

        func roundEnded() {}
    }

    @Test("answers the health check with the version")
    func health() throws {
        let (head, body) = try answer("GET", "/_emulator/health?verbose=1")
        #expect(head.hasPrefix("HTTP/1.1 200 "))
        #expect(body == #"{"status":"ok","version":"1.2.3"}"#)
    }

    @Test("answers the description of what is emulated")
    func openAPI() throws {
        let (head, body) = try answer("GET", "/_emulator/openapi.json")
        #expect(head.hasPrefix("HTTP/1.1 200 "))
        #expect(head.contains("\r\nContent-Type: application/json"))
        #expect(body == #"{"openapi":"3.1.0"}"#)
    }

    @Test("answers the health check's HEAD without the body")
    func head() throws {
        let (head, body) = try answer("HEAD", "/_emulator/health")
        #expect(head.hasPrefix("HTTP/1.1 200 ") && body.isEmpty)
    }

    @Test("takes no other method for the health check", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func wrongMethod(method: String) throws {
        let (head, body) = try answer(method, "/_emulator/health")
        #expect(head.hasPrefix("HTTP/1.1 405 "))
        #expect(head.contains("\r\nAllow: GET, HEAD"))
        #expect(try Document(parsing: Array(body.utf8)).root["error"]?.string != nil)
    }

    @Test(
        "has nothing under any other path",
        arguments: ["/_emulator/", "/_emulator/health/", "/_emulator/Health"])
    func unknown(path: String) throws {
        #expect(try answer("GET", path).head.hasPrefix("HTTP/1.1 404 "))
    }
}
