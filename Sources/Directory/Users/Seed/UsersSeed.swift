internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The users of a seed.
struct UsersSeed: SeedSection {
    private static let all = SQL("SELECT \(User.columns) FROM users u ORDER BY u.key")

    let name = "users"
    let counts = [SeedCount("users", SQL("SELECT count(*) FROM users"))]

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let user = try Self.user(element.value, element.path)
            guard let build else { return }
            var id = user.userId ?? build.transaction.environment.newId()
            let key = try build.at(element.path) { try build.insert(user, id: id) }
            try build.addRelations(of: user, key, at: element.path)
            if let wanted = user.mainDepartmentId {
                try build.want(wanted, ofUser: key, number: element.number)
            }
            id.withUTF8 { build.names.remember(UnsafeRawBufferPointer($0), key: key) }
        }
    }

    func finish(_ build: SeedBuild, at path: SeedPath) throws {
        try build.setMainDepartments(of: path)
        if build.isKept { try build.fillTexts() }
    }

    func write(to export: inout SeedExport) throws {
        export.writer.name("users")
        export.writer.beginArray()
        for user in try export.connection.all(Self.all, read: User.init) {
            try export.write(user)
            export.note()
        }
        export.writer.endArray()
    }
}
