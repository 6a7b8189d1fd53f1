internal import CSQLite
internal import Platform

/// Records the statements of a connection, by the callback that SQLite has for this
/// (https://sqlite.org/c3ref/trace_v2.html), so that a connection without a recorder has no further work.
///
/// Only declared statements are recorded: neither those that FTS5 runs itself, nor those of triggers.
public final class StatementRecorder {
    /// An execution that has begun.
    private struct Execution {
        let statement: OpaquePointer
        /// Its place in `runs`.
        let place: Int
        let start: Int64
        let changesBefore: Int64
        /// The time of the executions that began and ended since then.
        var othersNanoseconds: Int64 = 0
    }

    private let connection: OpaquePointer
    private var declared: [OpaquePointer: SQL] = [:]
    /// The executions that have not ended, the last one innermost.
    private var executions: [Execution] = []
    private var runs: [StatementRuns] = []
    private var places: [ObjectIdentifier: Int] = [:]

    init(of connection: OpaquePointer, _ statements: some Sequence<Statement>) {
        self.connection = connection
        for statement in statements { declare(statement) }
        let events = SQLITE_TRACE_STMT | SQLITE_TRACE_ROW | SQLITE_TRACE_PROFILE
        sqlite3_trace_v2(
            connection, UInt32(events),
            { event, context, statement, text in
                guard let context, let statement = OpaquePointer(statement) else { return 0 }
                Unmanaged<StatementRecorder>.fromOpaque(context).takeUnretainedValue()
                    .note(event, statement)
                return 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        sqlite3_trace_v2(connection, 0, nil, nil)
    }

    /// Removes what is recorded.
    ///
    /// - Returns: the statements in the order of their first execution.
    public func take() -> [StatementRuns] {
        defer {
            runs.removeAll()
            places.removeAll(keepingCapacity: true)
            executions.removeAll(keepingCapacity: true)
        }
        return runs
    }

    /// Learns a prepared statement.
    func declare(_ statement: Statement) {
        declared[statement.pointer] = statement.sql
    }

    /// Forgets a statement before it is finalized.
    func forget(_ statement: Statement) {
        declared[statement.pointer] = nil
    }

    private func note(_ event: UInt32, _ statement: OpaquePointer) {
        switch Int32(bitPattern: event) {
        case SQLITE_TRACE_STMT: begin(statement)
        case SQLITE_TRACE_ROW:
            if let index = index(of: statement) { runs[executions[index].place].rowsRead += 1 }
        case SQLITE_TRACE_PROFILE: end(statement)
        default: break
        }
    }

    private func index(of statement: OpaquePointer) -> Int? {
        executions.lastIndex { $0.statement == statement }
    }

    private func begin(_ statement: OpaquePointer) {
        // A trigger is reported as its statement once more.
        guard let sql = declared[statement], index(of: statement) == nil else { return }
        let place = places[ObjectIdentifier(sql)] ?? runs.count
        if place == runs.count {
            runs.append(StatementRuns(sql))
            places[ObjectIdentifier(sql)] = place
        }
        executions.append(
            Execution(
                statement: statement, place: place, start: Clock.nanoseconds(),
                changesBefore: sqlite3_total_changes64(connection)))
    }

    private func end(_ statement: OpaquePointer) {
        guard let index = index(of: statement) else { return }
        let execution = executions.remove(at: index)
        let elapsed = Clock.nanoseconds() - execution.start
        runs[execution.place].count += 1
        runs[execution.place].nanoseconds += elapsed - execution.othersNanoseconds
        // Those of a query are changes of other statements that ran in between.
        if sqlite3_stmt_readonly(statement) == 0 {
            runs[execution.place].rowsChanged +=
                sqlite3_total_changes64(connection) - execution.changesBefore
        }
        if index > 0 { executions[index - 1].othersNanoseconds += elapsed }
    }
}
