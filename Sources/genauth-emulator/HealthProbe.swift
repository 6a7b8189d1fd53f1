import Platform

/// Requests the health of a server on this machine.
struct HealthProbe {
    /// The bytes after which a reply without a line feed is not that of a server.
    private static let longestLine = 1_024

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

    /// The probe of a server at one of several IP addresses.
    init(hosts: [String], port: UInt16) {
        (self.hosts, self.port) = (hosts, port)
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
        let request =
            "GET /_emulator/health HTTP/1.1\r\nHost: \(address.address)\r\nConnection: close\r\n\r\n"
        let reply = try ServerExchange.reply(to: Array(request.utf8), from: address) {
            $0.count >= longestLine || $0.contains(UInt8(ascii: "\n"))
        }
        return firstLine(of: reply)
    }

    private static func firstLine(of answer: [UInt8]) -> String {
        String(decoding: answer.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}
