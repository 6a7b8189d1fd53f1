import ArgumentParser
import Glibc

/// `genauth-emulator health`: asks a running server on this machine whether it is ready.
///
/// An image without a shell needs its health check inside the program.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask a server on this machine whether it is ready.",
        discussion: "Exit code 0 when it answers, 69 when it does not within the time.")

    @Option(help: "TCP port the server listens on. (default: 8930)")
    var port: UInt16?

    @Option(help: "Seconds to wait for the answer.")
    var timeout = 3

    func run() throws {
        let port = try Setting(name: "port").value(port, default: ServeSettings.defaultPort)
        guard (1...3_600).contains(timeout) else {
            throw ValidationError("--timeout takes 1 to 3600 seconds")
        }
        let answer = ask(port: port)
        guard answer.starts(with: "HTTP/1.1 200 ".utf8) else {
            Failure.write("genauth-emulator: no healthy server on 127.0.0.1:\(port)\n")
            throw ExitCode(69)
        }
    }

    /// The server's answer to the health check; empty when there is none.
    private func ask(port: UInt16) -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        let limitSize = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, limitSize)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, limitSize)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return [] }
        let request = Array(
            "GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return []
        }
        var answer = [UInt8](repeating: 0, count: 1_024)
        let count = recv(descriptor, &answer, answer.count, 0)
        return Array(answer.prefix(max(0, count)))
    }
}
