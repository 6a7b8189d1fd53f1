import Platform

/// A listening socket.
struct Listener {
    let descriptor: Int32
    /// The address, with the actual port.
    let address: Address

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - wanted: the address to bind; port 0 lets the kernel pick one.
    ///   - backlog: the connections that the kernel queues before they are accepted.
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

    func close() { SystemCall.close(descriptor) }
}

extension Listener {
    /// The most attempts to find a port that is free on both addresses.
    private static let attempts = 32

    /// Listens on each address of the configured host, on one port.
    ///
    /// - Returns: at least one listener; the first one has the address that is reported to clients.
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a port in use on one of the addresses.
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
                // The machine has no IPv6, or its loopback interface has no IPv6 address.
                if error.code == EAFNOSUPPORT || error.code == EADDRNOTAVAIL { continue }
                for listener in listeners { listener.close() }
                throw error
            }
        }
        return listeners
    }
}
