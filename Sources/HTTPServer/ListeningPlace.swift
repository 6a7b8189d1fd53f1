/// Where a server listens besides its main address.
public enum ListeningPlace: Sendable, Equatable, CustomStringConvertible {
    /// An IP address in digits, or `localhost` for both loopback addresses, and a TCP port.
    case host(String, port: UInt16)
    /// The path of a Unix socket; the file is made by the server, readable by its user only, and removed at the end.
    case socketFile(String)

    public var description: String {
        switch self {
        case .host(let host, let port): "\(host):\(port)"
        case .socketFile(let path): "unix:\(path)"
        }
    }
}
