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

    private static let workType = ControlObject(
        name: "UserPoolWork",
        fields: [
            .required("name", .string, "snapshot, restore, fork or export."),
            .required("percent", .integer, "How much of it is done."),
        ])

    /// The members of one user pool.
    static let shownType = ControlObject(
        name: "ShownUserPool",
        fields: fields + [
            .optional(
                "work", .object(workType), "What is being done with the whole pool; absent if nothing is.")
        ])

    /// The members of the answer to a creation.
    static let createdType = ControlObject(
        name: "CreatedUserPool",
        fields: fields + [.required("url", .string, "The base URL that chooses this user pool.")])

    private let pool: UserPool
    private let showsSecrets: Bool
    private let url: String?
    private let work: PoolWork.Moment?

    /// Shows a user pool.
    ///
    /// - Parameters:
    ///   - pool: the user pool.
    ///   - showsSecrets: whether the caller may see the secrets of access keys.
    ///   - url: the base URL that chooses the user pool; nil to leave it out.
    ///   - work: what is being done with the user pool; nil to leave it out.
    init(_ pool: UserPool, showsSecrets: Bool, url: String? = nil, work: PoolWork.Moment? = nil) {
        self.pool = pool
        self.showsSecrets = showsSecrets
        self.url = url
        self.work = work
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
        if let work {
            writer.name("work")
            writer.beginObject()
            writer.member("name", work.kind.rawValue)
            writer.member("percent", Int64(work.percent))
            writer.endObject()
        }
        writer.endObject()
    }
}
