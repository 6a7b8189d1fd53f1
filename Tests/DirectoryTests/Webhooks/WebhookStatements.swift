import PoolTestSupport
import SQLite
import Testing
import Webhooks

@testable import Directory
@testable import PoolEngine

/// Runs the statements of webhooks, and has a webhook that wants the data of every event from here on.
extension EveryStatement {
    func exerciseWebhooks() throws {
        try PoolIdentity(id: "p", name: "P", accessKeys: [], environment: .fake())
            .write(to: fixture.connection)
        let store = StoredWebhooks()
        let new = NewWebhook(
            name: "W", url: try WebhookURL("http://localhost/"), events: EventNames.all)
        let webhook = try store.add(new, in: fixture.directory)
        let other = try store.add(new, in: fixture.directory)
        _ = try store.update(webhook.id, WebhookChanges(), in: fixture.directory)
        #expect(try store.delete(other.id, in: fixture.directory))
        #expect(try store.all(of: fixture.connection).map(\.id) == [webhook.id])
    }
}

/// The names of events.
enum EventNames {
    /// All that a domain has.
    static let all: [String] = [
        PoolEvent.Name.userCreated, .userUpdated, .userAccountLinked, .userArchived, .userUnarchived,
        .userEmailVerified, .userCustomDataChanged, .userPasswordChanged, .userDeleted, .userResigned,
        .groupCreated, .groupUpdated, .groupDeleted, .groupMemberAdded, .groupMemberRemoved,
        .organizationCreated, .organizationUpdated, .organizationDeleted, .departmentAdded,
        .departmentUpdated,
        .departmentCustomDataChanged, .departmentMoved, .departmentDeleted, .departmentMemberAdded,
        .departmentMemberRemoved, .customFieldAdded, .customFieldDeleted,
    ].map(\.text)
}
