package import HTTP
package import HTTPServer
internal import JSON

/// The emulator's own surface, under a path the service does not have.
package struct ControlService: Sendable {
    /// What every path of the surface begins with.
    package static let prefix: StaticString = "/_emulator/"

    /// The answer of the health check never changes while the program runs, so it is written once.
    private let health: [UInt8]

    /// Makes the surface.
    ///
    /// - Parameter version: the program's version, which the health check tells.
    package init(version: String) {
        var writer = Writer()
        writer.beginObject()
        writer.member("status", "ok")
        writer.member("version", version)
        writer.endObject()
        health = writer.finish()
    }

    /// Answers a request whose path begins with `prefix`.
    package func respond(to request: borrowing Request, with responder: Responder) {
        guard request.path.equals("/_emulator/health") else {
            responder.send(Self.failure(404, "the emulator has nothing under this path"))
            return
        }
        switch request.method {
        case .get, .head: responder.send(Response(status: 200, body: health))
        default:
            var response = Self.failure(405, "this path takes GET and HEAD")
            response.headers = [("Allow", "GET, HEAD")]
            responder.send(response)
        }
    }

    private static func failure(_ status: Int, _ reason: String) -> Response {
        var writer = Writer()
        writer.beginObject()
        writer.member("error", reason)
        writer.endObject()
        return Response(status: status, body: writer.finish())
    }
}
