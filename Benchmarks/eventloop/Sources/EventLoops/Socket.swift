import CEpoll
import Glibc

/// The calls that all designs make alike.
enum Socket {
    /// As many bytes as the emulator's answer to a health check.
    static let answer = Array(
        """
        HTTP/1.1 200 OK\r
        Content-Type: application/json; charset=utf-8\r
        Date: Sat, 21 Nov 2026 10:00:00 GMT\r
        Content-Length: 33\r
        \r
        {"status":"ok","version":"0.1.0"}
        """.utf8)
    /// The answers to the longest batch, one after another.
    private static let answers = [UInt8](repeatElement(answer, count: 256).joined())

    /// A listener on a free port of 127.0.0.1.
    static func listen(isBlocking: Bool) -> (descriptor: Int32, port: UInt16) {
        let type = Int32(SOCK_STREAM.rawValue) | (isBlocking ? 0 : Int32(SOCK_NONBLOCK.rawValue))
        let listener = socket(AF_INET, type, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, length) == 0, Glibc.listen(listener, 1024) == 0,
                    getsockname(listener, address, &length) == 0
                else { fatalError(String(cString: strerror(errno))) }
            }
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// The connections that wait in the backlog of a listener that does not block.
    static func acceptAll(_ listener: Int32, _ body: (Int32) -> Void) {
        while true {
            let descriptor = accept4(listener, nil, nil, Int32(SOCK_NONBLOCK.rawValue))
            guard descriptor >= 0 else { return }
            setNoDelay(descriptor)
            body(descriptor)
        }
    }

    /// Sends small answers at once.
    static func setNoDelay(_ descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Receives once and answers each request that has ended in what was received.
    ///
    /// A request is what stands before an empty line, which must not be cut by a receive: the load that measures
    /// sends each request, and each batch, at once.
    ///
    /// - Returns: false when the peer has ended or is gone.
    static func exchange(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if count < 0 { return errno == EAGAIN }
        if count == 0 { return false }
        var requests = 0
        var index = 3
        while index < count {
            if buffer[index] == 10, buffer[index - 1] == 13, buffer[index - 2] == 10 { requests += 1 }
            index += 1
        }
        let length = min(requests, 256) * answer.count
        return length == 0 || send(descriptor, answers, length, Int32(MSG_NOSIGNAL)) == length
    }
}
