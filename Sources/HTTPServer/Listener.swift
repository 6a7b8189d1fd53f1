import Platform

/// A listening socket.
struct Listener {
    let descriptor: Int32
    /// The address, with the actual port; of no use for a Unix socket.
    let address: Address
    /// The path of a Unix socket; nil for another one.
    private let socketFile: String?

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - wanted: the address to bind; port 0 lets the kernel pick one.
    ///   - backlog: the connections that the kernel queues before they are accepted.
    /// - Throws: the call that failed.
    private init(_ wanted: SocketAddress, backlog: Int32) throws(SystemCallError) {
        socketFile = nil
        descriptor = try SystemCall.listen(on: wanted, backlog: backlog)
        do throws(SystemCallError) {
            address = try SocketAddress(of: descriptor).address
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// Makes a Unix socket and listens.
    private init(socketFile path: String, backlog: Int32) throws(SystemCallError) {
        socketFile = path
        descriptor = try SystemCall.listen(onSocketFile: path, backlog: backlog)
        do throws(SystemCallError) {
            address = try SocketAddress(of: descriptor).address
        } catch {
            SystemCall.removeFile(path)
            SystemCall.close(descriptor)
            throw error
        }
    }

    func close() {
        if let socketFile { SystemCall.removeFile(socketFile) }
        SystemCall.close(descriptor)
    }
}

extension Listener {
    /// The most attempts to find a port that is free on both addresses.
    private static let attempts = 32

    /// Listens on each address of the configured host, on one port, and at the further places.
    ///
    /// - Returns: at least one listener; the first one has the address that is reported to clients.
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a port in use on one of the addresses. The name of a
    ///   call for a further place is followed by a blank and the place.
    static func all(_ configuration: Configuration) throws(SystemCallError) -> [Listener] {
        var listeners = try all(
            host: configuration.host, port: configuration.port, backlog: configuration.backlog)
        for place in configuration.further {
            do throws(SystemCallError) {
                switch place {
                case .host(let host, let port):
                    listeners += try all(host: host, port: port, backlog: configuration.backlog)
                case .socketFile(let path):
                    listeners.append(try Listener(socketFile: path, backlog: configuration.backlog))
                }
            } catch {
                for listener in listeners { listener.close() }
                throw SystemCallError("\(error.call) \(place)", error.code)
            }
        }
        return listeners
    }

    private static func all(
        host: String, port: UInt16, backlog: Int32
    ) throws(SystemCallError) -> [Listener] {
        let wanted = SocketAddress.all(host: host, port: port)
        guard let first = wanted.first else { throw SystemCallError("inet_pton", EINVAL) }
        var attempt = 1
        while true {
            do {
                return try all(first, wanted.dropFirst(), backlog: backlog)
            } catch {
                guard error.code == EADDRINUSE, port == 0, attempt < attempts else {
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
