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
    let logger: Logger

    func respond(to request: borrowing Request, with responder: Responder) {
        switch origins.verdict(on: request) {
        case .served: serve(request, with: responder)
        case .servedToPage: serve(request, with: responder.adding(origins.headers(for: request)))
        case .preflight: responder.send(origins.preflight(for: request))
        case .foreignOrigin:
            refuse(
                "pages of this origin may not call; --cors lets them", request.headers["origin"], responder)
        case .foreignHost:
            refuse(
                "the name in Host is not this machine's; --allowed-host takes it", request.host, responder)
        }
    }

    func response(to refusal: Refusal) -> Response {
        management.response(to: refusal)
    }

    func roundEnded() {
        management.roundEnded()
    }

    private func serve(_ request: borrowing Request, with responder: Responder) {
        if request.path.hasPrefix(ignoringCase: ControlService.prefix) {
            control.respond(to: request, with: responder)
        } else {
            management.respond(to: request, with: responder)
        }
    }

    /// Answers 403 (RFC 9110 section 15.5.4) and tells the log who it was.
    private func refuse(_ reason: String, _ caller: ByteView?, _ responder: Responder) {
        logger.notice("refused a web page", metadata: ["caller": "\(caller?.string ?? "")"])
        responder.send(management.refusal(status: 403, reason: reason))
    }
}
