import Foundation
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// No statement may read a table from end to end where an index can serve, nor sort what an index has in order
/// (https://sqlite.org/eqp.html: SCAN as against SEARCH, and USE TEMP B-TREE).
///
/// A statement that is not exercised is found by the line of its declaration, so that none is forgotten.
@Suite("Query plans")
struct QueryPlanTests {
    /// A step of a plan that reads everything or sorts.
    private struct Finding: Hashable {
        let file: String
        let step: String
        let text: String
    }

    /// What one run of every statement showed.
    private struct Survey {
        let places: Set<String>
        let findings: [Finding]
    }

    private static let survey = Result {
        let every = try EveryStatement()
        let own = every.statements.filter { statement in
            modules.contains { "\(statement.file)".hasPrefix("\($0)/") }
        }
        return Survey(
            places: Set(own.map { "\($0.file):\($0.line)" }),
            findings: try own.flatMap { statement in
                try every.plan(of: statement).filter(isCostly).map {
                    Finding(
                        file: "\(statement.file)".split(separator: "/").last.map(String.init) ?? "",
                        step: $0, text: statement.text)
                }
            })
    }

    /// The modules that declare statements.
    private static let modules = ["PoolEngine", "Seeds", "Directory"]

    private static func isCostly(_ step: String) -> Bool {
        if step.hasPrefix("SCAN CONSTANT ROW") { return false }
        // A full-text query is a search, which SQLite calls a scan.
        if step.hasPrefix("SCAN"), step.contains("VIRTUAL TABLE INDEX 0:M") { return false }
        return step.hasPrefix("SCAN") || step.hasPrefix("USE TEMP B-TREE")
    }

    @Test("Query plans use an index for conditions and for order, except in the listed exceptions")
    func plans() throws {
        for finding in try Self.survey.get().findings {
            let isExcepted = PlanException.all.contains {
                $0.covers(finding.file, finding.step, finding.text)
            }
            #expect(isExcepted, "\(finding.file): \(finding.step): \(finding.text)")
        }
    }

    @Test("Query plans need each listed exception", arguments: PlanException.all)
    func staleness(exception: PlanException) throws {
        #expect(try Self.survey.get().findings.contains { exception.covers($0.file, $0.step, $0.text) })
    }

    @Test("Query plans are checked for every declared statement")
    func completeness() throws {
        let count = try Self.modules.reduce(0) { try $0 + requireExercised($1) }
        #expect(count > 100)
    }

    /// Expects that every statement of a module is exercised.
    ///
    /// - Returns: how many there are.
    private func requireExercised(_ module: String) throws -> Int {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/\(module)").standardizedFileURL
        let seen = try Self.survey.get().places
        let paths = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap {
            $0 as? String
        }
        var count = 0
        for path in paths where path.hasSuffix(".swift") {
            let file = URL(filePath: path).lastPathComponent
            guard !Self.exempt.contains(file) else { continue }
            let lines = try String(contentsOf: sources.appending(path: path), encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated()
            where line.range(of: #"(^|[^\w/"])SQL\("#, options: .regularExpression) != nil {
                count += 1
                #expect(
                    seen.contains("\(module)/\(file):\(number + 1)"), "\(path):\(number + 1) is not exercised"
                )
            }
        }
        return count
    }

    /// Files whose statements run once, when a pool is opened, on a table with one row or no table, and the comparison of
    /// states, which reads all there is beside the pool's queue.
    private static let exempt: Set<String> = ["PoolFile.swift", "PoolIdentity.swift", "DiffTable.swift"]

    @Test("Query plans use an index for the references to a deleted row")
    func foreignKeys() throws {
        let fixture = try Fixture()
        let missing = SQL(
            """
            SELECT t.name || '.' || f."from" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
            WHERE t.type = 'table' AND NOT EXISTS (
                SELECT 1 FROM pragma_index_list(t.name) l JOIN pragma_index_info(l.name) i
                WHERE i.seqno = 0 AND i.name = f."from"
            ) AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.pk = 1 AND c.name = f."from")
            """)
        #expect(try fixture.connection.all(missing) { $0.text(0) } == [])
        let all = SQL(
            "SELECT count(*) FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) WHERE t.type = 'table'"
        )
        #expect(try fixture.connection.first(all) { $0.integer(0) } ?? 0 > 10)
    }
}
