import HTTP
import JSON
import Platform

/// A client of the control API of one server.
struct ControlClient {
    /// Where the server listens.
    let url: ServerURL
    private let token: String?
    /// Whether a call that takes long is shown on a terminal.
    private let showsStatus: Bool
    /// The path of the user pool that the calls are about, if they are about one.
    private let pool: String?

    /// Prepares a client.
    ///
    /// - Parameters:
    ///   - url: where the server listens.
    ///   - token: that of `serve --control-token`; nil for a server without one.
    ///   - showsStatus: whether a call that takes long is shown on a terminal.
    ///   - pool: the path of the user pool that the calls are about; a terminal then shows how much of its work is done.
    init(_ url: ServerURL, token: String?, showsStatus: Bool = true, pool: String? = nil) {
        self.url = url
        self.token = token
        self.showsStatus = showsStatus
        self.pool = pool
    }

    /// The same client for calls about one user pool.
    ///
    /// - Parameter path: the path of the user pool below `/_emulator`.
    /// - Returns: the client.
    func about(pool path: String) -> ControlClient {
        ControlClient(url, token: token, showsStatus: showsStatus, pool: path)
    }

    /// Calls the control API.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: the path below `/_emulator`, percent-encoded.
    ///   - query: the parameters of the query; those without a value are left out.
    ///   - body: a JSON text, or empty.
    /// - Returns: the reply of a call that succeeded.
    /// - Throws: `ServerCallError`.
    func call(
        _ method: HTTP.Method, _ path: String, query: [(name: String, value: String?)] = [],
        body: [UInt8] = []
    ) throws(ServerCallError) -> ServerReply {
        let pairs = query.compactMap { name, value in
            value.map { "\(name)=\(PercentEncoding.encoded(segment: $0))" }
        }
        let target = "/_emulator\(path)" + (pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))")
        var head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: \(url.host):\(url.port)\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let request = Array(head.utf8) + body
        let bytes = try showsStatus ? sendShowingStatus(request) : send(request)
        guard let reply = ServerReply(bytes) else { throw .unexpectedReply }
        guard reply.status >= 400 else { return reply }
        let error = try reply.value()["error"]
        guard let code = error?["code"]?.string, let message = error?["message"]?.string else {
            throw .unexpectedReply
        }
        throw .refused(status: reply.status, code: code, message: message)
    }

    private func sendShowingStatus(_ request: [UInt8]) throws(ServerCallError) -> [UInt8] {
        let asking = ControlClient(url, token: token, showsStatus: false)
        let watch = pool.map { PoolWorkWatch(asking, path: $0) }
        defer { watch?.end() }
        return try StatusLine.during { [url] in
            guard let work = watch?.work else {
                return StatusLine.Work(text: "waiting for \(url)", percent: nil)
            }
            return StatusLine.Work(text: "waiting for \(url): \(work.text)", percent: work.percent)
        } _: { () throws(ServerCallError) in
            try send(request)
        }
    }

    /// The first address at which a server answers is used.
    private func send(_ request: [UInt8]) throws(ServerCallError) -> [UInt8] {
        var reason = "not an IP address"
        for address in SocketAddress.all(host: url.host, port: url.port) {
            do {
                return try ServerExchange.reply(to: request, from: address)
            } catch {
                reason = String(cString: strerror(error.code))
                // Only a request that was not received is sent again.
                guard error.code == ECONNREFUSED || error.code == EAFNOSUPPORT || error.code == EADDRNOTAVAIL
                else { break }
            }
        }
        throw .unreachable("\(url)", reason: reason)
    }
}
