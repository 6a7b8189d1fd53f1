/// A request to another server.
public struct OutgoingRequest: Sendable {
    /// The name or the address in digits of the server; an IPv6 address without brackets.
    public let host: String
    /// The TCP port.
    public let port: UInt16
    /// Whether the connection has to be one of TLS, which the client does not speak.
    let isSecure: Bool
    /// The whole message as it is sent: the first line, the header fields and the body.
    public let message: [UInt8]

    /// Prepares a request.
    public init(host: String, port: UInt16, isSecure: Bool = false, message: [UInt8]) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.message = message
    }
}

/// What a server has answered.
public struct ReceivedResponse: Sendable {
    /// The HTTP status.
    public internal(set) var status = 0
    /// The header fields, in order; bytes that are not UTF-8 are replaced.
    public internal(set) var headers: [(name: String, value: String)] = []
    /// The body, or its beginning.
    public internal(set) var body: [UInt8] = []
    /// Whether the body was longer than what is kept of it.
    public internal(set) var isCut = false
}

/// Why a request has got no response.
public enum ExchangeFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The request has to be sent by TLS.
    case secure
    /// All addresses of the host are outside of what is allowed.
    case addressRefused(String)
    /// The name of the host has no address.
    case unknownHost(String, reason: String)
    /// No connection could be made.
    case notConnected(String)
    /// The connection ended before the whole response was received.
    case connectionLost(String)
    /// The bytes received are not a response of HTTP.
    case notHTTP(String)
    /// The time for the exchange was over.
    case timeout(milliseconds: Int)
    /// Somebody has ended the exchange.
    case cancelled

    /// Whether the same request will fail again.
    public var isFinal: Bool {
        switch self {
        case .secure, .addressRefused: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .secure: "https is not supported; use http"
        case .addressRefused(let address):
            "\(address) is neither a loopback nor a private address; --webhooks-anywhere allows it"
        case .unknownHost(let host, let reason): "the name \(host) has no address: \(reason)"
        case .notConnected(let reason): "no connection: \(reason)"
        case .connectionLost(let reason): "the connection was lost: \(reason)"
        case .notHTTP(let reason): "the answer is not HTTP: \(reason)"
        case .timeout(let milliseconds): "no response within \(milliseconds / 1_000) s"
        case .cancelled: "the exchange was ended"
        }
    }
}
