import Platform

/// A client that sends raw bytes and reads strictly, with blocking calls that end after some seconds.
package final class RawClient {
    /// What ended the input.
    package enum End: Equatable {
        /// The server ended its output.
        case closed
        /// The connection was reset.
        case reset
        /// Nothing came in time.
        case silence
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let descriptor: Int32
    private var received: [UInt8] = []
    package private(set) var end: End?

    /// Connects to a port of 127.0.0.1, or of ::1.
    ///
    /// - Parameters:
    ///   - port: the server's port.
    ///   - ipv6: whether to use ::1.
    ///   - receiveBuffer: the size of the kernel's buffer for input, to read slowly with.
    /// - Throws: `Failure` when there is no connection.
    package init(port: UInt16, ipv6: Bool = false, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(ipv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: \(errno)") }
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4) }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        var result: Int32
        if ipv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            result = Self.connect(descriptor, address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            result = Self.connect(descriptor, address)
        }
        if result != 0 { result = errno }
        guard result == 0 else { throw Failure(description: "connect: \(result)") }
    }

    deinit { close(descriptor) }

    private static func connect<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
        withUnsafeBytes(of: address) { bytes in
            guard let base = bytes.baseAddress else { return -1 }
            return Platform.connect(
                descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    /// Sends all bytes; false when the connection broke on the way.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Platform.send(
                    descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends text.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Ends the client's output; the server's may go on.
    package func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes with a reset.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        // The descriptor stays open for deinit; connecting to nothing drops the connection with a reset.
        var nothing = sockaddr()
        nothing.sa_family = sa_family_t(AF_UNSPEC)
        Platform.connect(descriptor, &nothing, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Waits for more input.
    ///
    /// - Returns: whether some came before `milliseconds` passed or the input ended.
    package func receive(within milliseconds: Int32 = 10_000) -> Bool {
        guard end == nil || end == .silence else { return false }
        end = nil
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else {
            end = .silence
            return false
        }
        let room = 256 * 1024
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            let received = recv(descriptor, buffer.baseAddress, room, 0)
            if received == 0 { end = .closed }
            if received < 0 { end = .reset }
            count = max(0, received)
        }
        received += bytes
        return !bytes.isEmpty
    }

    /// Reads until the server closes the connection, or a timeout.
    package func readToEnd(within milliseconds: Int32 = 10_000) -> End {
        while receive(within: milliseconds) {}
        return end ?? .silence
    }

    /// The received bytes after the last reply.
    package var unread: [UInt8] { received }

    /// Reads the next final reply; an interim reply is counted and skipped.
    ///
    /// - Throws: `Failure` when the bytes are no legal reply or end within one.
    package func reply(toHead: Bool = false, within milliseconds: Int32 = 10_000) throws -> RawReply {
        while true {
            if let (reply, length) = try RawReply.read(received, toHead: toHead) {
                received.removeFirst(length)
                if reply.status < 200 { continue }
                return reply
            }
            guard receive(within: milliseconds) else {
                let text = String(decoding: received.prefix(200), as: UTF8.self)
                throw Failure(description: "\(end ?? .silence) within a reply: \(text)")
            }
        }
    }

    /// Reads an interim reply.
    package func interimReply() throws -> RawReply {
        while true {
            if let (reply, length) = try RawReply.read(received, toHead: false) {
                received.removeFirst(length)
                return reply
            }
            guard receive() else { throw Failure(description: "\(end ?? .silence) before an interim reply") }
        }
    }
}
