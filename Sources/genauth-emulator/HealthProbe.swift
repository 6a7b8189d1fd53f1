import Platform

/// Asks the health check of a server on this machine.
struct HealthProbe {
    /// The addresses to ask, in digits, the likeliest first.
    let hosts: [String]
    /// The TCP port.
    let port: UInt16

    /// The probe of a server that listens on an address.
    ///
    /// - Parameters:
    ///   - host: as `serve --host` takes it. Of `localhost` both loopback addresses are asked, of all interfaces those of
    ///     loopback.
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

    /// Where is asked, for people.
    var description: String {
        hosts.map { host in SocketAddress(host: host, port: port)?.address.description ?? "\(host):\(port)" }
            .joined(separator: " or ")
    }

    /// Asks until a server answers.
    ///
    /// - Returns: nil for a server that is healthy, else why there is none.
    func failure() -> String? {
        var reason = "no address"
        for host in hosts {
            guard let address = SocketAddress(host: host, port: port) else {
                reason = "not an address in digits"
                continue
            }
            do {
                let line = try Self.statusLine(from: address)
                if line.hasPrefix("HTTP/1.1 200 ") { return nil }
                let status = line.split(separator: " ").dropFirst().first
                return status.map { "it answers \($0)" } ?? "it does not answer in HTTP"
            } catch {
                reason = String(cString: strerror(error.code))
            }
        }
        return reason
    }

    /// The first line of the answer, as far as it came.
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
