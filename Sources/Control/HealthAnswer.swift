internal import HTTP
internal import JSON
internal import PoolEngine

/// The response of the health check.
struct HealthAnswer: Sendable {
    private let version: String
    private let pools: UserPools
    /// The response if no user pool is failing, written once.
    private let body: [UInt8]

    /// Prepares the response.
    init(version: String, pools: UserPools) {
        self.version = version
        self.pools = pools
        var writer = Writer()
        writer.beginObject()
        writer.member("status", "ok")
        writer.member("version", version)
        writer.endObject()
        body = writer.finish()
    }

    /// 200, or 503 with the user pools that cannot be used.
    var response: Response {
        let faults = pools.faults
        guard !faults.isEmpty else { return Response(status: 200, body: body) }
        var writer = Writer()
        writer.beginObject()
        writer.member("status", "failing")
        writer.member("version", version)
        writer.name("userPools")
        writer.beginArray()
        for fault in faults {
            writer.beginObject()
            writer.member("id", fault.poolId)
            writer.member("reason", fault.reason)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Response(status: 503, body: writer.finish())
    }
}
