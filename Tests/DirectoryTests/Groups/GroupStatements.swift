import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of groups.
extension EveryStatement {
    func exerciseGroups() throws {
        try fixture.makeUsers("u1", "u2", "u3")
        _ = try fixture.groups.add(NewGroup(code: "a", name: "A"))
        _ = try fixture.groups.createOrUpdate("a", name: "B", description: nil, type: nil)
        _ = try fixture.groups.list(keywords: nil, page: page)
        _ = try fixture.groups.list(keywords: "a", page: Page(number: 1, limit: 10))
        try fixture.groups.members.add(["u1", "u2", "u2"], to: "a")
        try fixture.groups.members.remove(["u2", "u3"], from: "a")
        _ = try fixture.groups.members.list(of: "a", page: page)
        _ = try fixture.groups.members.list(of: try fixture.groups.get("a"))
        _ = try fixture.groups.list(of: try fixture.users.find("u1"))
    }
}
