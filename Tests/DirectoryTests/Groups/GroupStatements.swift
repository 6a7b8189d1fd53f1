import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of groups.
extension EveryStatement {
    func exerciseGroups() throws {
        try world.makeUsers("u1", "u2", "u3")
        _ = try world.groups.add(NewGroup(code: "a", name: "A"))
        _ = try world.groups.createOrUpdate("a", name: "B", description: nil, type: nil)
        _ = try world.groups.list(keywords: nil, page: page)
        _ = try world.groups.list(keywords: "a", page: Page(number: 1, limit: 10))
        try world.groups.members.add(["u1", "u2", "u2"], to: "a")
        try world.groups.members.remove(["u2", "u3"], from: "a")
        _ = try world.groups.members.list(of: "a", page: page)
        _ = try world.groups.members.list(of: try world.groups.get("a"))
        _ = try world.groups.list(of: try world.users.find("u1"))
    }
}
