internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The groups of a seed, with their members.
struct GroupsSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE groups SET updatedAt = ?2 WHERE key = ?1")
    private static let insertMember = SQL(
        "INSERT INTO group_members (groupKey, joinOrder, userKey, joinedAt) VALUES (?1, ?2, ?3, ?4)")
    private static let setCount = SQL("UPDATE groups SET membersCount = ?2 WHERE key = ?1")
    private static let all = SQL(
        "SELECT \(Group.columns), g.createdAt, g.updatedAt FROM groups g ORDER BY g.key")
    private static let members = SQL(
        """
        SELECT u.userId, m.joinedAt FROM group_members m JOIN users u ON u.key = m.userKey
        WHERE m.groupKey = ?1 ORDER BY m.joinOrder
        """)
    private static let lists = ["members"]
    private static let memberList = UserListSeed(fields: ["user", "joinedAt"])

    let name = "groups"
    let deferredIndexes = ["group_members_by_user"]
    let counts = [SeedCount("groups", SQL("SELECT count(*) FROM groups"))]
    let listCounts = [SQL("SELECT count(*) FROM group_members")]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach(lists: Self.lists) { element in
            let (group, times) = try Self.group(element.value, element.path)
            let key = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) {
                try $0.groups.create(group)
            }
            let groupKey = key ?? 0
            let count = try Self.memberList.read(element.list("members"), into: build) {
                try $0.insertMember(Self.insertMember, of: groupKey, $1 + 1, $2, $3.joinedAt)
            }
            if let build, count > 0 { try build.connection.run(Self.setCount, groupKey, count) }
        }
    }

    private static func group(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (group: NewGroup, times: SeedTimes) {
        let object = try SeedObject(
            value, at: path,
            allowing: ["id", "code", "name", "description", "type", "customData"] + SeedTimes.fields + lists)
        for list in lists { try object.requireList(list) }
        var group = NewGroup(code: try object.requiredId("code"), name: try object.requiredText("name"))
        group.id = try object.id("id")
        group.description = try object.text("description") ?? ""
        group.type = try object.text("type", emptyIsNone: true) ?? NewGroup.staticType
        group.customData = try object.objectText("customData")
        return (group, try SeedTimes(of: object))
    }

    func write(to export: inout SeedExport) throws {
        let groups = try export.connection.all(Self.all) { row in
            (
                Group(row), createdAt: Timestamp(milliseconds: row.integer(7)),
                updatedAt: Timestamp(milliseconds: row.integer(8))
            )
        }
        export.writer.name("groups")
        export.writer.beginArray()
        for (group, createdAt, updatedAt) in groups {
            export.writer.beginObject()
            export.writer.member("id", group.id)
            export.writer.member("code", group.code)
            export.writer.member("name", group.name)
            if !group.description.isEmpty { export.writer.member("description", group.description) }
            export.writer.member("type", group.type)
            export.writeTimes(createdAt, updatedAt)
            export.write(rawText: group.customData, as: "customData")
            export.write(
                members: try export.connection.all(Self.members, group.key) {
                    (id: $0.text(0), joinedAt: Timestamp(milliseconds: $0.integer(1)), order: nil)
                })
            export.writer.endObject()
            export.note()
        }
        export.writer.endArray()
    }
}
