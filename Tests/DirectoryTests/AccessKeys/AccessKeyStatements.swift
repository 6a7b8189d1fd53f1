import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Runs the statements of access keys.
extension EveryStatement {
    func exerciseAccessKeys() throws {
        let seeded = AccessKey(id: "k", secret: "s")
        try PoolIdentity(id: "p", name: "P", accessKeys: [seeded], environment: .fake())
            .write(to: fixture.connection)
        let key = try fixture.directory.accessKeys.create(type: "userpool", userId: "", tenantId: nil).key
        _ = try fixture.directory.accessKeys.list(AccessKeyQuery())
        try fixture.directory.accessKeys.setEnabled(key.id, to: false)
        try fixture.directory.accessKeys.delete(key.id)
    }
}
