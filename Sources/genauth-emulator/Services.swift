import Bytes
import Control
import HTTP
import HTTPServer
import Logging
import ManagementAPI

/// Sends each request to the service its path belongs to, if it may come in at all.
struct Services: RequestHandler {
    let management: ManagementService
    let control: ControlService
    let origins: OriginPolicy
    let refusals: RefusalExplanation
    let logger: Logger
    /// How much of a caller's name the log shows, in characters.
    private static let shownNameLength = 200
    private let tlsReport = OnceOnly()
    private let greeting = Greeting(version: Version.current)

    init(
        management: ManagementService, control: ControlService, origins: OriginPolicy,
        refusals: RefusalExplanation, logger: Logger
    ) {
        self.management = management
        self.control = control
        self.origins = origins
        self.refusals = refusals
        self.logger = logger
    }

    func respond(to request: borrowing Request, with responder: Responder) {
        switch origins.decision(on: request) {
        case .served: serve(request, with: responder)
        case .servedToPage: serve(request, with: responder.adding(origins.headers(for: request)))
        case .preflight: responder.send(origins.preflight(for: request))
        case .foreignOrigin:
            let reason = "this origin is not allowed; allow it with --cors"
            refuse(request, reason, caller: request.headers["origin"], responder)
        case .foreignHost:
            let reason = "the name in Host is not a local one; --allowed-host accepts it"
            refuse(request, reason, caller: request.host, responder)
        }
    }

    func response(to refusal: Refusal) -> Response {
        if refusal == .tlsHandshake, tlsReport.isFirst() {
            logger.notice("a client began a TLS handshake; write http:// instead of https:// in its host")
        }
        return management.response(to: refusal, explanation: refusals.text(for: refusal))
    }

    func roundEnded() {
        management.roundEnded()
    }

    private func serve(_ request: borrowing Request, with responder: Responder) {
        let path = request.path
        if path.count == 1, request.method == .get || request.method == .head {
            return responder.send(greeting.response)
        }
        // The control service's paths begin with `/_`, or with more than one slash where a client has too many.
        let mayBeControl = path.count > 1 && (path[1] == UInt8(ascii: "_") || path[1] == UInt8(ascii: "/"))
        if mayBeControl, serveControl(request, with: responder) { return }
        guard mayBeControl, let length = UserPoolPath.prefixLength(of: path) else {
            return management.respond(to: request, with: responder)
        }
        if path[1] == UInt8(ascii: "/"), let meant = path.withoutExtraSlashes {
            management.extraSlashes.report(on: path, meant: meant)
        }
        let inner = request.removingPathPrefix(length)
        management.respond(to: inner, with: responder)
    }

    /// Answers a request for the control service; false for one that is not.
    private func serveControl(_ request: borrowing Request, with responder: Responder) -> Bool {
        let path = request.path
        guard let meant = path.withoutExtraSlashes else {
            guard path.hasPrefix(ignoringCase: ControlService.prefix) else { return false }
            control.respond(to: request, at: path, with: responder)
            return true
        }
        return meant.withUnsafeBytes { bytes in
            let meantPath = ByteView(bytes)
            guard
                path.hasPrefix(ignoringCase: ControlService.prefix)
                    || meantPath.hasPrefix(ignoringCase: ControlService.prefix)
            else { return false }
            if control.serves(meantPath) { management.extraSlashes.report(on: path, meant: meant) }
            control.respond(to: request, at: meantPath, with: responder)
            return true
        }
    }

    /// Answers 403 (RFC 9110 section 15.5.4); the log says who it was.
    private func refuse(
        _ request: borrowing Request, _ reason: String, caller: ByteView?, _ responder: Responder
    ) {
        let name = String((caller?.string ?? "").unicodeScalars.prefix(Self.shownNameLength))
        responder.send(management.refusal(of: request, status: 403, reason: reason, caller: name))
    }
}
