import Platform

/// A socket that listens.
struct Listener {
    /// The socket.
    let descriptor: Int32
    /// Where it listens, with the actual port.
    let address: Address

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - wanted: the address to bind; port 0 lets the kernel pick one.
    ///   - backlog: the connections the kernel completes before they are accepted.
    /// - Throws: the call that failed.
    private init(_ wanted: SocketAddress, backlog: Int32) throws(SystemCallError) {
        descriptor = try SystemCall.listen(on: wanted, backlog: backlog)
        do throws(SystemCallError) {
            address = try SocketAddress(of: descriptor).address
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// Gives the socket back.
    func close() { SystemCall.close(descriptor) }
}

extension Listener {
    /// How often another port is tried when the one the kernel picked is taken on the second address.
    private static let attempts = 32

    /// Listens on every address that the host of a configuration means, on one port.
    ///
    /// - Returns: at least one listener; the first is on the address to tell clients.
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a port that is taken on one of the addresses.
    static func all(_ configuration: Configuration) throws(SystemCallError) -> [Listener] {
        let wanted = SocketAddress.all(host: configuration.host, port: configuration.port)
        guard let first = wanted.first else { throw SystemCallError("inet_pton", EINVAL) }
        var attempt = 1
        while true {
            do {
                return try all(first, wanted.dropFirst(), backlog: configuration.backlog)
            } catch {
                guard error.code == EADDRINUSE, configuration.port == 0, attempt < attempts else {
                    throw error
                }
                attempt += 1
            }
        }
    }

    private static func all(
        _ first: SocketAddress, _ others: ArraySlice<SocketAddress>, backlog: Int32
    ) throws(SystemCallError) -> [Listener] {
        var listeners = [try Listener(first, backlog: backlog)]
        for var other in others {
            other.port = listeners[0].address.port
            do {
                listeners.append(try Listener(other, backlog: backlog))
            } catch {
                // A machine without IPv6, or whose loopback interface has no IPv6 address.
                if error.code == EAFNOSUPPORT || error.code == EADDRNOTAVAIL { continue }
                for listener in listeners { listener.close() }
                throw error
            }
        }
        return listeners
    }
}
