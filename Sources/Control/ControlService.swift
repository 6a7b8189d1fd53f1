public import Bytes
public import HTTP
public import HTTPServer
internal import JSON
public import Journal
public import PoolEngine
public import Seeds

/// The emulator's own API, below a path that the service does not have.
public struct ControlService: Sendable {
    /// The prefix of every path of the API.
    public static let prefix: StaticString = "/_emulator/"

    private let context: ControlContext
    private let health: HealthAnswer
    private let openAPI: DocumentOnDemand
    private let controlAPI: DocumentOnDemand
    private let token: ControlToken?

    /// Creates the API.
    ///
    /// - Parameters:
    ///   - version: the program's version, for the health check.
    ///   - pools: the user pools.
    ///   - seeds: the format of seeds.
    ///   - environment: time, ids and randomness.
    ///   - token: the token that callers must send, except for the health check; nil to require none.
    ///   - allowsForeignWebhooks: whether webhooks may have addresses that are neither loopback nor private.
    ///   - description: writes the OpenAPI document; called at most once, on an event loop's queue.
    ///   - explain: explains a request of the journal of a user pool, as a JSON object without secrets.
    ///   - unreadInputs: finds the inputs of such a request that no operation has read.
    ///   - reasonAgainstFault: says why no request can meet a fault plan for an operation; nil if there is no reason.
    ///   - coverage: lists the known operations and what is emulated of them, as a JSON object.
    ///   - makeToken: creates a management token that expires at a time, in seconds since the Unix epoch.
    ///   - logRefusal: logs a call that failed: what was called, the id of the request, the HTTP status, the reason.
    public init(
        version: String, pools: UserPools, seeds: SeedFormat, environment: Environment, token: String? = nil,
        allowsForeignWebhooks: Bool = false,
        description: @escaping @Sendable () -> [UInt8],
        explain: @escaping @Sendable (JournalEntry, UserPool) -> [UInt8],
        unreadInputs: @escaping @Sendable (JournalEntry) -> [UnreadInput],
        reasonAgainstFault: @escaping @Sendable (_ operation: String) -> String?,
        coverage: @escaping @Sendable () -> [UInt8],
        makeToken:
            @escaping @Sendable (_ pool: UserPool, _ accessKeyId: String, _ expiresAt: Int64) -> String,
        logRefusal:
            @escaping @Sendable (_ call: String, _ requestId: UUIDBytes, _ status: Int, _ reason: String) ->
            Void
    ) {
        context = ControlContext(
            pools: pools, seeds: seeds, environment: environment, explain: explain,
            unreadInputs: unreadInputs, reasonAgainstFault: reasonAgainstFault, coverage: coverage,
            allowsForeignWebhooks: allowsForeignWebhooks, makeToken: makeToken,
            logRefusal: { logRefusal($0, $1, $2.status, $2.message) })
        health = HealthAnswer(version: version, pools: pools)
        openAPI = DocumentOnDemand(description)
        controlAPI = DocumentOnDemand { ControlDocument.text(version: version) }
        self.token = token.map(ControlToken.init)
    }

    /// Whether a path exists.
    public func serves(_ path: ByteView) -> Bool {
        if Self.document(at: path) != nil { return true }
        guard let parts = ControlRoute.parts(of: path) else { return false }
        return ControlRoute.all.contains { $0.values(of: parts) != nil }
    }

    /// Answers a request whose path begins with `prefix`.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - path: its path without extra slashes.
    ///   - responder: sends the reply.
    public func respond(to request: borrowing Request, at path: ByteView, with responder: Responder) {
        let isRead = request.method == .get || request.method == .head
        let document = Self.document(at: path)
        if document == .health, isRead { return responder.send(health.response) }
        do {
            if let token { try token.check(request.headers) }
            if let document {
                guard isRead else { throw ControlError.methodNotAllowed([.get]) }
                let bytes = document == .openAPI ? openAPI.bytes : controlAPI.bytes
                return responder.send(Response(status: 200, body: bytes))
            }
            let call = try ControlRequest(request, at: path).call(
                in: context, isTrusted: token != nil || responder.isFromThisMachine, with: responder)
            do {
                try call.route.run(call)
            } catch {
                call.fail(error)
            }
        } catch {
            let error = ControlError(error)
            let requestId = context.environment.random.uuid()
            context.logRefusal(ControlRequest.name(of: request), requestId, error)
            var response = ControlCall.response(to: error)
            response.requestId = (ControlContext.requestIdHeader, requestId)
            responder.send(response)
        }
    }

    private enum Document {
        case health, openAPI, controlAPI
    }

    private static func document(at path: ByteView) -> Document? {
        if path.equals("/_emulator/health") { return .health }
        if path.equals("/_emulator/openapi.json") { return .openAPI }
        if path.equals("/_emulator/control-openapi.json") { return .controlAPI }
        return nil
    }
}
