import Platform

/// Requests to a server, each on a connection of its own.
enum ServerExchange {
    /// Sends a request and receives the reply.
    ///
    /// - Parameters:
    ///   - request: the whole request; with `Connection: close`, so that the server ends the reply.
    ///   - address: where the server listens.
    ///   - isWhole: whether the bytes received so far are all that is needed.
    /// - Returns: the bytes received, possibly an incomplete reply.
    /// - Throws: the system call that failed.
    static func reply(
        to request: [UInt8], from address: SocketAddress, until isWhole: ([UInt8]) -> Bool = { _ in false }
    ) throws(SystemCallError) -> [UInt8] {
        let descriptor = try SystemCall.makeSocket(family: address.family, isBlocking: true)
        defer { close(descriptor) }
        try address.connect(descriptor)
        try send(request, to: descriptor)
        var reply: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while !isWhole(reply) {
            switch piece.withUnsafeMutableBytes({ SystemCall.receive(descriptor, into: $0) }) {
            case .bytes(let count): reply += piece.prefix(count)
            case .ended, .blocked: return reply
            case .failed(let code): throw SystemCallError("recv", code)
            }
        }
        return reply
    }

    private static func send(_ request: [UInt8], to descriptor: Int32) throws(SystemCallError) {
        var rest = request[...]
        while !rest.isEmpty {
            switch rest.withUnsafeBytes({ SystemCall.send(descriptor, $0) }) {
            case .bytes(let count): rest = rest.dropFirst(count)
            case .failed(let code): throw SystemCallError("send", code)
            case .ended, .blocked: return
            }
        }
    }
}
