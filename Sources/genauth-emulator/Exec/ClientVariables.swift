import HTTP
import JSON

/// The environment variables by which programs that use the service find a server, a user pool and its access key.
struct ClientVariables {
    /// Their names and values.
    let all: [(name: String, value: String)]

    /// The variables for a user pool of a server.
    ///
    /// - Parameters:
    ///   - client: a client of the server.
    ///   - url: the base URL of the server.
    ///   - pool: the id of the user pool; nil for the first one.
    /// - Throws: `ServerCallError`, also for a pool that is not there or has no enabled access key.
    init(of client: ControlClient, url: String, pool: String? = nil) throws(ServerCallError) {
        let pools = try client.call(.get, "/user-pools").list("userPools")
        let found = pools.first { pool == nil || $0["id"]?.string == pool }
        guard let found else { throw pool.map(ServerCallError.unknownUserPool) ?? .noUserPool }
        guard let id = found["id"]?.string, let keys = found["accessKeys"], keys.kind == .array else {
            throw .unexpectedReply
        }
        guard let key = keys.elements.first(where: { $0["enable"]?.bool != false }) else {
            throw .noAccessKey(id)
        }
        guard let keyId = key["id"]?.string else { throw .unexpectedReply }
        guard let secret = key["secret"]?.string else { throw .noSecret }
        all = ["GENAUTH", "AUTHING"].flatMap { brand in
            [
                ("\(brand)_HOST", url), ("\(brand)_ACCESS_KEY_ID", keyId),
                ("\(brand)_ACCESS_KEY_SECRET", secret), ("\(brand)_USERPOOL_ID", id),
            ]
        }
    }

    /// The variables by which this program's commands find a server.
    static func ofCommands(url: String, token: String?) -> [(name: String, value: String)] {
        [("\(Variables.prefix)URL", url)] + (token.map { [("\(Variables.prefix)CONTROL_TOKEN", $0)] } ?? [])
    }
}
