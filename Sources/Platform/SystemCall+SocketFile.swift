extension SystemCall {
    /// Creates a non-blocking listening Unix socket whose file only its user may use.
    ///
    /// A socket of a server that has ended is replaced, any other file is not.
    ///
    /// - Parameters:
    ///   - path: the path of the file, at most some 100 bytes.
    ///   - backlog: the connections that the kernel queues before they are accepted.
    /// - Returns: the socket.
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a file that is in use, ENAMETOOLONG for a long path.
    public static func listen(onSocketFile path: String, backlog: Int32) throws(SystemCallError) -> Int32 {
        guard let address = SocketAddress(socketFile: path) else {
            throw SystemCallError("bind", ENAMETOOLONG)
        }
        try removeUnused(path, address)
        let descriptor = try makeSocket(family: AF_UNIX, isBlocking: false)
        do throws(SystemCallError) {
            try address.bind(descriptor)
            // Before listen(2) there can be no connection.
            guard chmod(path, 0o600) == 0 else { throw SystemCallError("chmod", errno) }
            guard Platform.listen(descriptor, backlog) == 0 else { throw SystemCallError("listen", errno) }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Removes the name of a file (unlink(2)).
    public static func removeFile(_ path: String) {
        _ = unlink(path)
    }

    /// Removes the file of a socket on which no process listens.
    private static func removeUnused(_ path: String, _ address: SocketAddress) throws(SystemCallError) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        let descriptor = try makeSocket(family: AF_UNIX, isBlocking: false)
        defer { close(descriptor) }
        do {
            try address.connect(descriptor)
        } catch  where error.code == ECONNREFUSED {
            removeFile(path)
        } catch {
            return
        }
    }
}
