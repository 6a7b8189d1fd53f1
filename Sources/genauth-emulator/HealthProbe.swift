import Platform

/// Requests the health of a server on this machine.
struct HealthProbe {
    /// The IP addresses to ask, the most likely one first.
    let hosts: [String]
    /// The TCP port.
    let port: UInt16

    /// The probe of a server that listens on an address.
    ///
    /// - Parameters:
    ///   - host: a value of `serve --host`. For `localhost` and for all interfaces, the loopback addresses are asked.
    ///   - port: the TCP port.
    init(host: String, port: UInt16) {
        self.port = port
        hosts =
            switch host {
            case "localhost": ["127.0.0.1", "::1"]
            case "0.0.0.0": ["127.0.0.1"]
            case "::", "[::]": ["::1", "127.0.0.1"]
            default: [host]
            }
    }

    /// The addresses, for messages.
    var description: String {
        hosts.map { host in SocketAddress(host: host, port: port)?.address.description ?? "\(host):\(port)" }
            .joined(separator: " or ")
    }

    /// Asks until a server answers.
    ///
    /// - Returns: nil if a server is healthy, otherwise the reason why not.
    func failure() -> String? {
        var reason = "no address"
        for host in hosts {
            guard let address = SocketAddress(host: host, port: port) else {
                reason = "not an IP address"
                continue
            }
            do {
                let line = try Self.statusLine(from: address)
                if line.hasPrefix("HTTP/1.1 200 ") { return nil }
                let status = line.split(separator: " ").dropFirst().first
                return status.map { "it returns \($0)" } ?? "its reply is not HTTP"
            } catch {
                reason = String(cString: strerror(error.code))
            }
        }
        return reason
    }

    /// The first line of the reply, possibly incomplete.
    private static func statusLine(from address: SocketAddress) throws(SystemCallError) -> String {
        let descriptor = try SystemCall.makeSocket(family: address.family, isBlocking: true)
        defer { close(descriptor) }
        try address.connect(descriptor)
        let request = Array(
            "GET /_emulator/health HTTP/1.1\r\nHost: \(address.address)\r\nConnection: close\r\n\r\n".utf8)
        if case .failed(let code) = request.withUnsafeBytes({ SystemCall.send(descriptor, $0) }) {
            throw SystemCallError("send", code)
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1_024)
        while answer.count < piece.count, !answer.contains(UInt8(ascii: "\n")) {
            switch piece.withUnsafeMutableBytes({ SystemCall.receive(descriptor, into: $0) }) {
            case .bytes(let count): answer += piece.prefix(count)
            case .ended, .blocked: return Self.firstLine(of: answer)
            case .failed(let code): throw SystemCallError("recv", code)
            }
        }
        return Self.firstLine(of: answer)
    }

    private static func firstLine(of answer: [UInt8]) -> String {
        String(decoding: answer.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}
