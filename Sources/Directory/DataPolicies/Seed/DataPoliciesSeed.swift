internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The data policies of a seed, with their statements and targets.
struct DataPoliciesSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE data_policies SET updatedAt = ?2 WHERE key = ?1")
    private static let all = SQL("SELECT \(DataPolicy.columns) FROM data_policies p ORDER BY p.key")
    private static let lists = ["targets"]

    let name = "dataPolicies"
    let counts = [SeedCount("data policies", SQL("SELECT count(*) FROM data_policies"))]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach(lists: Self.lists) { element in
            let object = try SeedObject(
                element.value, at: element.path,
                allowing: ["policyId", "name", "description", "statements"] + Self.lists + SeedTimes.fields)
            for list in Self.lists { try object.requireList(list) }
            let policyId = try object.id("policyId")
            let name = try object.requiredText("name")
            let description = try object.text("description")
            let statements = try object.list("statements", read: Self.statement)
            let key = try build?.make(
                at: element.path, try SeedTimes(of: object), setUpdate: Self.setUpdate
            ) { directory in
                let key = try directory.dataPolicies.create(policyId, name: name, description: description)
                try directory.dataPolicies.statementStore.set(statements, of: key, checkingNodes: false)
                return key
            }
            guard let targets = element.list("targets") else { return }
            try targets.forEach { try Self.readTarget($0.value, $0.path, of: key ?? 0, into: build) }
        }
    }

    private static func statement(_ value: Value, _ path: SeedPath) throws(SeedError) -> DataStatement {
        let object = try SeedObject(value, at: path, allowing: ["effect", "permissions"])
        guard let effect = try object.choice("effect", of: DataStatement.Effect.self) else {
            throw path.error("effect is missing")
        }
        return DataStatement(effect, try object.texts("permissions"))
    }

    /// Reads a target: `{"type": "USER", "id": "…"}`.
    private static func readTarget(
        _ value: Value, _ path: SeedPath, of policy: Int64, into build: SeedBuild?
    ) throws {
        let object = try SeedObject(value, at: path, allowing: ["type", "id", "authorizedAt"])
        guard let type = try object.choice("type", of: DataPolicyTargetType.self) else {
            throw path.error("type is missing")
        }
        let id = try object.requiredId("id")
        let authorizedAt = try object.moment("authorizedAt")
        guard let build else { return }
        let targets = build.transaction.dataPolicies.targets
        guard let key = try targets.find(type, id) else {
            throw path.member("id").error("no \(type.noun) of this pool has the id \"\(id)\"")
        }
        try targets.insert(type, key, policy: policy, at: authorizedAt ?? build.moment)
    }

    func write(to export: inout SeedExport) throws {
        let policies = try export.connection.all(Self.all, read: DataPolicy.init)
        guard !policies.isEmpty else { return }
        export.writer.name("dataPolicies")
        export.writer.beginArray()
        for policy in policies {
            try export.write(policy)
            export.note()
        }
        export.writer.endArray()
    }
}

extension DataPolicyTargetType {
    /// The word for it in messages.
    fileprivate var noun: String {
        switch self {
        case .user: "user"
        case .department: "department"
        case .group: "group"
        case .role: "role"
        }
    }
}

extension SeedExport {
    /// Writes a data policy with its statements and targets.
    fileprivate mutating func write(_ policy: DataPolicy) throws {
        let policies = transaction.dataPolicies
        writer.beginObject()
        writer.member("policyId", policy.policyId)
        writer.member("name", policy.name)
        if let description = policy.description { writer.member("description", description) }
        let statements = try policies.statementStore.list(of: policy.key)
        if !statements.isEmpty {
            writer.name("statements")
            writer.beginArray()
            for statement in statements {
                writer.beginObject()
                writer.member("effect", statement.effect.rawValue)
                write(texts: statement.permissions, as: "permissions")
                writer.endObject()
            }
            writer.endArray()
        }
        let targets = try policies.targets.list(of: policy)
        if !targets.isEmpty {
            writer.name("targets")
            writer.beginArray()
            for target in targets {
                writer.beginObject()
                writer.member("type", target.type.rawValue)
                writer.member("id", target.id)
                if target.authorizedAt != createdAt {
                    writer.member("authorizedAt", target.authorizedAt.iso8601)
                }
                writer.endObject()
            }
            writer.endArray()
        }
        writeTimes(policy.createdAt, policy.updatedAt)
        writer.endObject()
    }
}
