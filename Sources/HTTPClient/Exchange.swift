internal import Dispatch
internal import Platform

/// A request on its way, and its response.
public final class Exchange: @unchecked Sendable {
    // Sendable: all but constants is touched on the client's queue only.

    /// A connection and what reports that it is ready: for output until the request is sent, then for input.
    ///
    /// One source at a time, because libdispatch for Linux loses events of two on one descriptor.
    private struct Channel {
        let descriptor: Int32
        var source: any DispatchSourceProtocol
        var isForOutput = true
    }

    /// The bytes received at once.
    private static let pieceBytes = 16_384

    private let request: OutgoingRequest
    private let client: HTTPClient
    private var completion: (@Sendable (Result<ReceivedResponse, ExchangeFailure>) -> Void)?
    private var addresses: ArraySlice<SocketAddress> = []
    private var channel: Channel?
    private var isConnected = false
    private var sent = 0
    private var parser = ResponseParser()
    private var deadline: DispatchWorkItem?

    /// Prepares an exchange.
    init(
        _ request: OutgoingRequest, client: HTTPClient,
        completion: @escaping @Sendable (Result<ReceivedResponse, ExchangeFailure>) -> Void
    ) {
        self.request = request
        self.client = client
        self.completion = completion
    }

    /// Whether the completion was called.
    var hasEnded: Bool { completion == nil }

    /// Ends the exchange, and closes its connection.
    public func cancel() {
        client.queue.async { self.finish(.failure(.cancelled)) }
    }

    /// Begins; called on the client's queue, once.
    func begin() {
        guard !request.isSecure else { return finish(.failure(.secure)) }
        let limit = client.timeLimit
        let deadline = DispatchWorkItem { [weak self] in
            self?.finish(.failure(.timeout(milliseconds: limit)))
        }
        self.deadline = deadline
        client.queue.asyncAfter(deadline: .now() + .milliseconds(limit), execute: deadline)
        let known = SocketAddress.all(host: request.host, port: request.port)
        guard known.isEmpty else { return connect(to: known) }
        client.lookUp(request.host, port: request.port) { [weak self] result in
            guard let self, !self.hasEnded else { return }
            switch result {
            case .success(let addresses): self.connect(to: addresses)
            case .failure(let error):
                self.finish(.failure(.unknownHost(self.request.host, reason: error.description)))
            }
        }
    }

    private func connect(to all: [SocketAddress]) {
        addresses = all.filter(client.isAllowed)[...]
        guard !addresses.isEmpty else {
            return finish(.failure(.addressRefused(all.first?.address.host ?? request.host)))
        }
        connectToNext()
    }

    private func connectToNext() {
        guard let address = addresses.popFirst() else { return }
        do {
            open(try SystemCall.beginConnecting(to: address))
        } catch {
            connectionFailed(error)
        }
    }

    private func connectionFailed(_ error: SystemCallError) {
        close()
        guard !addresses.isEmpty else { return finish(.failure(.notConnected("\(error)"))) }
        connectToNext()
    }

    private func open(_ descriptor: Int32) {
        let output = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: client.queue)
        channel = Channel(descriptor: descriptor, source: output)
        output.setEventHandler { [weak self] in self?.sendMore() }
        output.setCancelHandler { [weak self] in
            // The connection goes on if the exchange does.
            guard let self, channel?.descriptor == descriptor else { return SystemCall.close(descriptor) }
            beginReceiving(descriptor)
        }
        output.resume()
    }

    private func beginReceiving(_ descriptor: Int32) {
        let input = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: client.queue)
        channel = Channel(descriptor: descriptor, source: input, isForOutput: false)
        input.setEventHandler { [weak self] in self?.receive() }
        input.setCancelHandler { SystemCall.close(descriptor) }
        input.resume()
    }

    private func close() {
        let source = channel?.source
        channel = nil
        isConnected = false
        source?.cancel()
    }

    /// Finishes connecting, and sends what the connection accepts.
    private func sendMore() {
        guard let channel, channel.isForOutput else { return }
        if !isConnected {
            do {
                try SystemCall.finishConnecting(channel.descriptor)
            } catch {
                return connectionFailed(error)
            }
            isConnected = true
        }
        while sent < request.message.count {
            let result = request.message.withUnsafeBytes { bytes in
                SystemCall.send(channel.descriptor, UnsafeRawBufferPointer(rebasing: bytes[sent...]))
            }
            switch result {
            case .bytes(let count): sent += count
            case .blocked: return
            case .ended, .failed:
                // The server may have responded before it has read everything; the input shows it.
                sent = request.message.count
            }
        }
        channel.source.cancel()
    }

    private func receive() {
        guard let channel else { return }
        withUnsafeTemporaryAllocation(byteCount: Self.pieceBytes, alignment: 1) { buffer in
            do throws(ExchangeFailure) {
                switch SystemCall.receive(channel.descriptor, into: buffer) {
                case .bytes(let count): try parser.read(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                case .blocked: return
                case .ended: try parser.end()
                case .failed(let code): throw .connectionLost("\(SystemCallError("recv", code))")
                }
                if parser.isComplete { finish(.success(parser.response)) }
            } catch {
                finish(.failure(error))
            }
        }
    }

    private func finish(_ result: Result<ReceivedResponse, ExchangeFailure>) {
        guard let completion else { return }
        self.completion = nil
        deadline?.cancel()
        deadline = nil
        close()
        client.ended(self)
        completion(result)
    }
}
