extension SystemCall {
    /// Begins to connect a new non-blocking socket.
    ///
    /// - Parameter address: where to.
    /// - Returns: the socket, which becomes writable when it is connected or the attempt has failed.
    /// - Throws: the call that failed at once.
    public static func beginConnecting(to address: SocketAddress) throws(SystemCallError) -> Int32 {
        let descriptor = try makeSocket(family: address.family, isBlocking: false)
        do throws(SystemCallError) {
            try address.connect(descriptor)
        } catch {
            guard error.code == EINPROGRESS || error.code == EINTR else {
                close(descriptor)
                throw error
            }
        }
        return descriptor
    }

    /// Checks that a connection that was begun has been made (getsockopt(2), SO_ERROR).
    ///
    /// - Throws: why it failed.
    public static func finishConnecting(_ descriptor: Int32) throws(SystemCallError) {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
            throw SystemCallError("getsockopt", errno)
        }
        guard code == 0 else { throw SystemCallError("connect", code) }
    }
}
