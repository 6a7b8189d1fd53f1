import Bytes
import SQLite
import Testing

@testable import PoolEngine

@Suite("The log of statements")
struct StatementLogTests {
    private static func id(_ number: Int) -> UUIDBytes { UUIDBytes(random: UInt64(number), 0) }

    private static func runs(_ count: Int) throws -> [StatementRuns] {
        let connection = try Connection(path: ":memory:")
        connection.setRecording(true)
        for number in 0..<count { _ = try connection.first(SQL("SELECT \(number)")) { $0.integer(0) } }
        return connection.recorder?.take() ?? []
    }

    @Test("The statements of the oldest requests are removed when there are too many")
    func bound() throws {
        let log = StatementLog()
        let runs = try Self.runs(100)
        let most = StatementLog.mostStatements / runs.count
        for number in 1...(most + 5) { log.record(runs, of: Self.id(number << 16)) }
        for number in 1...5 { #expect(log.statements(of: Self.id(number << 16)) == nil) }
        for number in [6, most + 5] { #expect(log.statements(of: Self.id(number << 16))?.count == 100) }
    }

    @Test("Requests without statements are bounded too")
    func empty() throws {
        let log = StatementLog()
        for number in 1...(StatementLog.mostStatements + 1) { log.record([], of: Self.id(number << 16)) }
        #expect(log.statements(of: Self.id(1 << 16)) == nil)
        #expect(log.statements(of: Self.id(2 << 16))?.isEmpty == true)
    }

    @Test("A request that is run again has the statements of the last time, once")
    func again() throws {
        let log = StatementLog()
        let half = try Self.runs(StatementLog.mostStatements / 2)
        log.record([], of: Self.id(1 << 16))
        for _ in 1...3 { log.record(half, of: Self.id(2 << 16)) }
        #expect(log.statements(of: Self.id(1 << 16)) != nil)
        log.removeAll()
        #expect(log.statements(of: Self.id(2 << 16)) == nil)
    }
}
