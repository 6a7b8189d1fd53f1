import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// The view of all permissions: its total is counted in another way than its rows are made.
@Suite("View of all data permissions")
struct DataPermissionViewTests {
    @Test("The rows are what each user may do, and the total is their number", arguments: 1...12)
    func rows(seed: UInt64) throws {
        let directory = try RandomPermissions(seed: seed).directory
        let decisions = directory.dataPolicies.decisions
        var expected: [String] = []
        for user in RandomPermissions.userIds.reversed() {
            let key = try decisions.userKey(user, type: .userId)
            let permitted = try decisions.permitted(by: try decisions.policyKeys(ofUser: key), in: nil)
            expected += permitted.map { "\(user) \($0.resource.code) \($0.nodes.map(\.path))" }
        }
        #expect(!expected.isEmpty)
        var view = DataPermissionView(directory: directory)
        let all = try view.list(keywords: nil, page: .everything)
        #expect(all.list.map { "\($0.user.userId) \($0.resource.code) \($0.nodes.map(\.path))" } == expected)
        #expect(all.totalCount == expected.count)
        let second = try view.list(keywords: nil, page: Page(number: 2, limit: 3))
        #expect(second.totalCount == expected.count)
        #expect(
            second.list.map { "\($0.user.userId) \($0.resource.code) \($0.nodes.map(\.path))" }
                == Array(expected.dropFirst(3).prefix(3)))
    }
}
