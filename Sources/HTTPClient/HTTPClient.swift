internal import Dispatch
public import Platform

/// Sends requests to other servers, without a thread for each.
///
/// All exchanges are on one serial queue, which never blocks. A connection serves one request.
public final class HTTPClient: @unchecked Sendable {
    // Sendable: all but constants is touched on `queue` only.

    /// The most exchanges at a time; further ones wait.
    private static let mostExchanges = 64
    /// The most names that are looked up at a time.
    private static let mostLookups = 4

    let queue = DispatchQueue(label: "genauth-emulator.http-client")
    /// Whether a connection to an address is allowed.
    let isAllowed: @Sendable (SocketAddress) -> Bool
    /// The time of an exchange, from the look-up of the name to the end of the response, in milliseconds.
    let timeLimit: Int
    private var running: [ObjectIdentifier: Exchange] = [:]
    private var waiting: [Exchange] = []
    private var lookups = 0
    private var waitingLookups: [@Sendable () -> Void] = []

    /// Makes a client that connects to loopback and private addresses only.
    public static var local: HTTPClient { HTTPClient { $0.isLocal } }

    /// Makes a client that connects to any address.
    public static var anywhere: HTTPClient { HTTPClient { _ in true } }

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - isAllowed: whether a connection to an address may be made; asked for each address that a name has when the
    ///     connection is made.
    ///   - timeLimit: the most time of an exchange, in milliseconds.
    public init(
        allowing isAllowed: @escaping @Sendable (SocketAddress) -> Bool, timeLimit: Int = 10_000
    ) {
        self.isAllowed = isAllowed
        self.timeLimit = timeLimit
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - completion: called once, on the client's queue.
    /// - Returns: the exchange, which can be ended.
    public func send(
        _ request: OutgoingRequest,
        then completion: @escaping @Sendable (Result<ReceivedResponse, ExchangeFailure>) -> Void
    ) -> Exchange {
        let exchange = Exchange(request, client: self, completion: completion)
        queue.async { self.enqueue(exchange) }
        return exchange
    }

    private func enqueue(_ exchange: Exchange) {
        guard !exchange.hasEnded else { return }
        guard running.count < Self.mostExchanges else { return waiting.append(exchange) }
        running[ObjectIdentifier(exchange)] = exchange
        exchange.begin()
    }

    /// Notes the end of an exchange, whose connection is closed.
    func ended(_ exchange: Exchange) {
        dispatchPrecondition(condition: .onQueue(queue))
        running[ObjectIdentifier(exchange)] = nil
        while running.count < Self.mostExchanges, !waiting.isEmpty { enqueue(waiting.removeFirst()) }
    }

    /// Looks up a name on another thread.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - port: the port of the addresses.
    ///   - completion: called on the client's queue.
    func lookUp(
        _ name: String, port: UInt16,
        then completion: @escaping @Sendable (Result<[SocketAddress], HostName.Failure>) -> Void
    ) {
        let work: @Sendable () -> Void = {
            let result = Result { () throws(HostName.Failure) in
                try HostName.addresses(of: name, port: port)
            }
            self.queue.async {
                self.lookups -= 1
                self.beginLookups()
                completion(result)
            }
        }
        waitingLookups.append(work)
        beginLookups()
    }

    private func beginLookups() {
        while lookups < Self.mostLookups, !waitingLookups.isEmpty {
            lookups += 1
            DispatchQueue.global(qos: .utility).async(execute: waitingLookups.removeFirst())
        }
    }
}
