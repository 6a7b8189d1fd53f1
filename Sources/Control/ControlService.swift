public import Bytes
public import HTTP
public import HTTPServer
internal import JSON
internal import Locking

/// The emulator's own surface, under a path the service does not have.
public struct ControlService: Sendable {
    /// What every path of the surface begins with.
    public static let prefix: StaticString = "/_emulator/"

    /// The answer of the health check while all is well, written once.
    private let health: [UInt8]
    private let version: String
    private let faults: @Sendable () -> [(poolId: String, reason: String)]
    private let description: DocumentOnDemand

    /// Makes the surface.
    ///
    /// - Parameters:
    ///   - version: the program's version, which the health check tells.
    ///   - faults: the user pools that cannot be used, with the reasons; called on an event loop's queue.
    ///   - description: makes the OpenAPI document of what is emulated; called once at most, on an event loop's queue.
    public init(
        version: String, faults: @escaping @Sendable () -> [(poolId: String, reason: String)] = { [] },
        description: @escaping @Sendable () -> [UInt8]
    ) {
        self.version = version
        self.faults = faults
        var writer = Writer()
        writer.beginObject()
        writer.member("status", "ok")
        writer.member("version", version)
        writer.endObject()
        health = writer.finish()
        self.description = DocumentOnDemand(description)
    }

    /// Whether there is something under a path.
    public func serves(_ path: ByteView) -> Bool { Self.document(at: path) != nil }

    /// Answers a request whose path begins with `prefix`.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - path: the path it means, which may differ from its own in slashes.
    ///   - responder: the way back.
    ///   - note: logs a refusal with its status and reason, and gives the id of the refused request.
    public func respond(
        to request: borrowing Request, at path: ByteView, with responder: Responder,
        note: (_ status: Int, _ reason: String) -> String
    ) {
        guard let document = Self.document(at: path) else {
            responder.send(Self.failure(404, "the emulator has nothing under this path", note: note))
            return
        }
        switch request.method {
        case .get, .head:
            responder.send(
                document == .health ? healthAnswer() : Response(status: 200, body: description.bytes))
        default:
            var response = Self.failure(405, "this path takes GET and HEAD", note: note)
            response.headers = [("Allow", "GET, HEAD")]
            responder.send(response)
        }
    }

    /// 200, or 503 with the user pools that cannot be used.
    private func healthAnswer() -> Response {
        let faults = faults()
        guard !faults.isEmpty else { return Response(status: 200, body: health) }
        var writer = Writer()
        writer.beginObject()
        writer.member("status", "failing")
        writer.member("version", version)
        writer.name("userPools")
        writer.beginArray()
        for fault in faults {
            writer.beginObject()
            writer.member("id", fault.poolId)
            writer.member("reason", fault.reason)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Response(status: 503, body: writer.finish())
    }

    private enum Document {
        case health, description
    }

    private static func document(at path: ByteView) -> Document? {
        if path.equals("/_emulator/health") { return .health }
        if path.equals("/_emulator/openapi.json") { return .description }
        return nil
    }

    private static func failure(
        _ status: Int, _ reason: String, note: (_ status: Int, _ reason: String) -> String
    ) -> Response {
        var writer = Writer()
        writer.beginObject()
        writer.member("error", reason)
        writer.member("requestId", note(status, reason))
        writer.endObject()
        return Response(status: status, body: writer.finish())
    }
}

/// A document that is made when it is asked for the first time, and kept.
private final class DocumentOnDemand: Sendable {
    private let make: @Sendable () -> [UInt8]
    private let made = Lock<[UInt8]?>(nil)

    init(_ make: @escaping @Sendable () -> [UInt8]) {
        self.make = make
    }

    var bytes: [UInt8] {
        made.withLock { made in
            let bytes = made ?? make()
            made = bytes
            return bytes
        }
    }
}
