import JSON
import Testing

@testable import Directory
@testable import PoolEngine

/// The questions about data permissions have statements of their own, and the same answer.
@Suite("Questions about data permissions")
struct DataQuestionsTests {
    private static let actions = ["get", "put"]

    private let places = RandomPermissions.places

    /// What check-permission permits, as `user place action`.
    private func checked(_ decisions: DataDecisions) throws -> [String] {
        try RandomPermissions.userIds.flatMap { user in
            let key = try decisions.userKey(user, type: .userId)
            return try Self.actions.flatMap { action in
                zip(places, try decisions.check(key, may: action, places, in: "default"))
                    .filter(\.1).map { "\(user) \($0.0) \(action)" }
            }
        }
    }

    private func listed(_ decisions: DataDecisions) throws -> [String] {
        try RandomPermissions.userIds.flatMap { user in
            let key = try decisions.userKey(user, type: .userId)
            return zip(places, try decisions.actions(of: key, on: places, in: "default"))
                .flatMap { place, actions in actions.map { "\(user) \(place) \($0)" } }
        }
    }

    private func targeted(_ directory: PoolTransaction) throws -> [String] {
        var found = DataPlaces(
            directory: directory, namespaceKey: try directory.dataResources.namespaceKey(of: "default"))
        var users = DataResourceUsers(directory: directory)
        return try places.flatMap { text in
            let place = try #require(try found.find(text))
            return try Self.actions.flatMap { action in
                try users.ids(action, on: place).map { "\($0) \(text) \(action)" }
            }
        }
    }

    private func permitted(_ decisions: DataDecisions) throws -> [String] {
        try RandomPermissions.userIds.flatMap { user in
            let key = try decisions.userKey(user, type: .userId)
            return try decisions.permitted(by: try decisions.policyKeys(ofUser: key), in: nil).flatMap {
                each in
                let own = each.actions.map { "\(user) \(each.resource.code) \($0)" }
                return own
                    + each.nodes.flatMap { node in
                        node.actions.map { "\(user) \(each.resource.code)/\(node.path) \($0)" }
                    }
            }
        }
    }

    @Test(
        "A check, the actions on a resource, its users and all permissions of a user agree", arguments: 1...12
    )
    func agreement(seed: UInt64) throws {
        let directory = try RandomPermissions(seed: seed).directory
        let decisions = directory.dataPolicies.decisions
        let expected = try checked(decisions).sorted()
        #expect(!expected.isEmpty)
        #expect(try listed(decisions).sorted() == expected)
        #expect(try targeted(directory).sorted() == expected)
        #expect(try permitted(decisions).sorted() == expected)
    }
}
