internal import Bytes
internal import JSON
internal import PoolEngine
internal import SQLite

/// The statements of a request, or how to have those of later ones recorded.
struct StatementReport {
    private let statements: [StatementRuns]?
    private let pool: UserPool

    /// The report of a request.
    init(of requestId: UUIDBytes, in pool: UserPool) {
        statements = pool.mailbox.statements.statements(of: requestId)
        self.pool = pool
    }

    /// Writes a member of the explanation.
    func write(to writer: inout Writer) {
        guard let statements else { return writer.member("statementsNote", note) }
        writer.name("statements")
        writer.beginArray()
        for statement in statements {
            writer.beginObject()
            writer.member("sql", Self.line(statement.sql.text))
            writer.member("executions", Int64(statement.count))
            writer.member("rowsRead", Int64(statement.rowsRead))
            writer.member("rowsChanged", statement.rowsChanged)
            writer.name("microseconds")
            writer.double(Double((statement.nanoseconds + 50) / 100) / 10)
            writer.endObject()
        }
        writer.endArray()
    }

    private var note: String {
        guard !pool.mailbox.statements.isRecording else {
            return
                "no statements of this request are kept: it was refused before its operation began, or it came before the recording was switched on, or later requests have replaced them"
        }
        return
            "statements are not recorded; PUT /_emulator/user-pools/\(pool.id)/statements with {\"recorded\":true} switches that on for later requests"
    }

    /// A statement in one line.
    private static func line(_ sql: String) -> String {
        sql.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
