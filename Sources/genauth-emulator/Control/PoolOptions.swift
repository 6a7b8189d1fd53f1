import ArgumentParser
import HTTP
import JSON

/// Options of every command about one user pool of a running server.
struct PoolOptions: ParsableArguments {
    @OptionGroup var server: ClientOptions

    @Option(
        help: ArgumentHelp("Id of the user pool; the first one if absent.", valueName: "id"))
    var pool: String?

    /// A client of the server, with the path of the user pool in its control API.
    ///
    /// - Throws: `ServerCallError`, `UsageError`.
    func client() throws -> (client: ControlClient, id: String, path: String) {
        let client = try server.client()
        let id = try pool ?? client.firstUserPool()
        let path = "/user-pools/\(PercentEncoding.encoded(segment: id))"
        return (client.about(pool: path), id, path)
    }
}

extension ControlClient {
    /// The id of the first user pool.
    ///
    /// - Throws: `ServerCallError`.
    func firstUserPool() throws(ServerCallError) -> String {
        var pools = try call(.get, "/user-pools").list("userPools")
        guard let first = pools.next() else { throw .noUserPool }
        guard let id = first["id"]?.string else { throw .unexpectedReply }
        return id
    }
}
