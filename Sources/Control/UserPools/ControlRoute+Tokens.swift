internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// The call that creates management tokens.
extension ControlRoute {
    /// The longest lifetime, in seconds: ten years.
    private static let longestLifetime = 315_360_000

    private static let token = ControlObject(
        name: "Token",
        fields: [
            .required("accessToken", .string, "The token."),
            .required("accessKeyId", .string, "The access key that it is for."),
            .required("expiresAt", .time, "When it expires, by the clock of the user pool."),
        ])

    static let tokens = [
        ControlRoute(
            "createToken", .post, "/user-pools/{userPoolId}/tokens",
            "Creates a management token with any lifetime, including one that has expired.",
            body: [
                .required("expiresIn", .integer, "Its lifetime in seconds; 0 or less for an expired token."),
                .optional(
                    "accessKeyId", .string, "The access key that it is for; the first enabled one if absent."),
            ],
            answer: .object(201, token)
        ) { call in
            try call.requireSecrets()
            let pool = try call.userPool()
            guard let lifetime = try call.body.integer("expiresIn") else {
                throw ControlError.invalidRequest("expiresIn is missing")
            }
            guard (-longestLifetime...longestLifetime).contains(lifetime) else {
                throw ControlError.invalidRequest(
                    "expiresIn: must be from -\(longestLifetime) to \(longestLifetime)")
            }
            let wanted = try call.body.text("accessKeyId")
            guard let key = pool.accessKeys.first(where: { wanted == nil ? $0.isEnabled : $0.id == wanted })
            else {
                let key = wanted.map { "access key \($0)" } ?? "enabled access key"
                throw ControlError(404, "access_key_not_found", "the user pool has no \(key)")
            }
            let expiry = pool.clock.now.seconds + Int64(lifetime)
            call.answer { writer in
                writer.beginObject()
                writer.member("accessToken", call.context.makeToken(pool, key.id, expiry))
                writer.member("accessKeyId", key.id)
                writer.member("expiresAt", Timestamp(milliseconds: expiry * 1_000).iso8601)
                writer.endObject()
            }
        }
    ]
}
