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
            .write(to: world.connection)
        let key = try world.directory.accessKeys.create(type: "userpool", userId: "", tenantId: nil).key
        _ = try world.directory.accessKeys.list(AccessKeyQuery())
        try world.directory.accessKeys.setEnabled(key.id, to: false)
        try world.directory.accessKeys.delete(key.id)
    }
}
