import ArgumentParser
import Platform

/// The address of a server that may have a name, as in a network of containers.
struct WaitingURL: TextOption {
    let text: String
    private let host: String
    private let port: UInt16

    init?(argument: String) {
        guard let (host, port) = ServerURL.parts(of: argument) else { return nil }
        (text, self.host, self.port) = (argument, host, port)
    }

    var description: String { text }

    /// Asks for the server's health.
    ///
    /// - Returns: nil if the server is healthy, otherwise the reason why not.
    func failure() -> String? {
        if SocketAddress.all(host: host, port: port).isEmpty == false {
            return HealthProbe(host: host, port: port).failure()
        }
        do {
            let hosts = try Platform.HostName.addresses(of: host, port: port).map(\.address.host)
            return HealthProbe(hosts: hosts, port: port).failure()
        } catch {
            return "\(host): \(error)"
        }
    }
}
