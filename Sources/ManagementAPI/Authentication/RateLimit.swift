internal import Contract
internal import HTTP
internal import JSON
internal import Locking
internal import PoolEngine

/// Limits how many requests an access key may send in a second of the clock of its user pool.
///
/// The clock of the pool decides, so a test with a frozen clock sees the limit exactly, and ends it by an advance. Each
/// full second begins anew. Requests whose credentials are refused do not count, except those for a token.
struct RateLimit: Sendable {
    /// The requests of an access key in one second.
    private struct Window {
        var second: Int64
        var requests: Int
    }

    /// An access key in a user pool.
    private struct Caller: Hashable {
        let pool: ObjectIdentifier
        let accessKeyId: String
    }

    /// The most callers whose requests are counted; beyond that those of earlier seconds are forgotten.
    private static let mostCallers = 4_096

    private let most: Int
    private let pools: UserPools
    private let windows = Lock<[Caller: Window]>([:])

    /// Limits requests.
    ///
    /// - Parameters:
    ///   - most: the most requests in a second.
    ///   - pools: the user pools.
    init(most: Int, pools: UserPools) {
        self.most = most
        self.pools = pools
    }

    /// Counts a request that is let in.
    ///
    /// Requests without an access key, which `--auth off` lets in, are counted together.
    ///
    /// - Throws: `APIError` 429.
    func count(_ request: borrowing Request, in pool: UserPool) throws(APIError) {
        let id: String? =
            switch Credentials(of: request.headers) {
            case .signature(let id, _): id
            case .token(let text): ManagementToken(unverified: text)?.accessKeyId
            case .none, .unreadable: nil
            }
        try count(id.flatMap { pools.accessKey(id: $0) == nil ? nil : $0 } ?? "", in: pool)
    }

    /// Counts a request for a token, whatever its secret; that of an unknown access key is not counted.
    ///
    /// - Throws: `APIError` 429.
    func count(_ parameters: RequestParameters) throws(APIError) {
        guard case .json(let value)? = parameters.source(of: "accessKeyId"), let id = value.string,
            let pool = pools.accessKey(id: id)?.pool
        else { return }
        try count(id, in: pool)
    }

    private func count(_ accessKeyId: String, in pool: UserPool) throws(APIError) {
        let caller = Caller(pool: ObjectIdentifier(pool), accessKeyId: accessKeyId)
        let second = pool.clock.now.seconds
        let isLetIn = windows.withLock { windows in
            if windows.count >= Self.mostCallers, windows[caller] == nil {
                windows = windows.filter { $0.value.second >= second }
            }
            var window = windows[caller] ?? Window(second: second, requests: 0)
            if window.second != second { window = Window(second: second, requests: 0) }
            window.requests += 1
            windows[caller] = window
            return window.requests <= most
        }
        guard isLetIn else { throw .tooManyRequests }
    }
}

extension APIError {
    /// More requests than are allowed (auth.md, part d): the one failure with an HTTP status of its own.
    fileprivate static let tooManyRequests = APIError(
        429, httpStatus: 429,
        Message(
            chinese: "您的请求已超过最大数量限制，请稍后重试",
            english: "Your requests exceed the maximum number allowed, please try again later"))
}
