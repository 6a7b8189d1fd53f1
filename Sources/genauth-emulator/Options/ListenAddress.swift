internal import ArgumentParser
internal import HTTPServer
internal import Platform

/// A place where the server listens: `127.0.0.1:8930`, `[::1]:8930`, `localhost:8930` or `unix:PATH`.
///
/// Port 0 is refused: the ready file has one port, that of `--port`.
struct ListenAddress: TextOption {
    let place: ListeningPlace

    init?(argument: String) {
        let unix = "unix:"
        if argument.hasPrefix(unix) {
            guard argument.count > unix.count else { return nil }
            place = .socketFile(String(argument.dropFirst(unix.count)))
            return
        }
        guard let colon = argument.lastIndex(of: ":"),
            let port = UInt16(argument[argument.index(after: colon)...]), port > 0
        else { return nil }
        let host = String(argument[..<colon])
        guard !host.contains(":") || host.hasPrefix("["),
            !SocketAddress.all(host: host, port: port).isEmpty
        else { return nil }
        place = .host(host, port: port)
    }

    var description: String { "\(place)" }
}
