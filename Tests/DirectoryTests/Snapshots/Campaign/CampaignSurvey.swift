import Dispatch
import Foundation
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

extension CampaignPool {
    /// Reads the contents of a served pool and of its snapshots, and checks the integrity of the files.
    init(of pool: UserPool, in data: String) throws {
        let present = try pool.waitFor { pool.exclusively(then: $0) { try Self.soundState(of: $0) } }
        var snapshots: [String: CampaignState] = [:]
        for snapshot in try pool.waitFor({ pool.listSnapshots(then: $0) }) {
            let path = "\(data)/snapshots/\(pool.id)/\(snapshot.name).sqlite"
            snapshots["\(snapshot.name)"] = try Self.soundState(
                of: try Connection(path: path, mode: .immutable))
        }
        self.init(state: present, snapshots: snapshots)
    }

    private static let integrity = SQL("PRAGMA integrity_check")
    private static let strangers = SQL("PRAGMA foreign_key_check")
    private static let wrongCounts = SQL(
        """
        SELECT code FROM groups g
        WHERE membersCount != (SELECT count(*) FROM group_members WHERE groupKey = g.key)
        UNION ALL SELECT departmentId FROM departments d
        WHERE membersCount != (SELECT count(*) FROM department_members WHERE departmentKey = d.key)
        """)

    private static func soundState(of connection: Connection) throws -> CampaignState {
        let verdict = try connection.first(integrity) { $0.text(0) } ?? ""
        guard verdict == "ok" else { throw Unsound(description: verdict) }
        let tables = try connection.all(strangers) { $0.text(0) }
        guard tables.isEmpty else { throw Unsound(description: "foreign keys of \(tables)") }
        let miscounted = try connection.all(wrongCounts) { $0.text(0) }
        guard miscounted.isEmpty else { throw Unsound(description: "counts of \(miscounted)") }
        return try CampaignState(of: connection)
    }

    private struct Unsound: Error, CustomStringConvertible {
        let description: String
    }
}

extension UserPool {
    /// Waits for what a call completes with.
    func waitFor<Answer: Sendable>(_ start: (@escaping Completion<Answer>) throws -> Void) throws -> Answer {
        let answer = Box<Result<Answer, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        try start {
            answer.set($0)
            done.signal()
        }
        done.wait()
        return try #require(answer.value).get()
    }
}
