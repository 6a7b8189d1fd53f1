internal import JSON
internal import PoolEngine

/// A user pool as the control API shows it.
struct UserPoolEntry {
    private static let accessKey = ControlObject(
        name: "AccessKey",
        fields: [
            .required("id", .string, "The id of the access key."),
            .optional(
                "secret", .string, "Its secret; shown to callers of the same machine or with the token."),
            .optional("enable", .boolean, "false if the access key is disabled; otherwise absent."),
        ])

    private static let fields: [ControlField] = [
        .required("id", .string, "The id of the user pool."),
        .required("name", .string, "Its name."),
        .required("accessKeys", .list(.object(accessKey)), "Its access keys."),
        .required("createdAt", .time, "When it was created."),
        .required("onDemand", .boolean, "Whether it was created on demand by an unknown access key."),
    ]

    /// The members of an entry.
    static let type = ControlObject(name: "UserPool", fields: fields)

    /// The members of the answer to a creation.
    static let createdType = ControlObject(
        name: "CreatedUserPool",
        fields: fields + [.required("url", .string, "The base URL that chooses this user pool.")])

    private let pool: UserPool
    private let showsSecrets: Bool
    private let url: String?

    /// Shows a user pool.
    ///
    /// - Parameters:
    ///   - pool: the user pool.
    ///   - showsSecrets: whether the caller may see the secrets of access keys.
    ///   - url: the base URL that chooses the user pool; nil to leave it out.
    init(_ pool: UserPool, showsSecrets: Bool, url: String? = nil) {
        self.pool = pool
        self.showsSecrets = showsSecrets
        self.url = url
    }

    /// Writes the entry.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("id", pool.id)
        writer.member("name", pool.name)
        writer.name("accessKeys")
        writer.beginArray()
        for key in pool.accessKeys {
            writer.beginObject()
            writer.member("id", key.id)
            if showsSecrets { writer.member("secret", key.secret) }
            if !key.isEnabled { writer.member("enable", false) }
            writer.endObject()
        }
        writer.endArray()
        writer.member("createdAt", pool.createdAt.iso8601)
        writer.member("onDemand", pool.isOnDemand)
        if let url { writer.member("url", url) }
        writer.endObject()
    }
}
