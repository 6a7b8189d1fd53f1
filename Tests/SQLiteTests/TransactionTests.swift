import SQLite
import TestSupport
import Testing

@Suite("Transactions and savepoints")
struct TransactionTests {
    private struct Refusal: Error, Equatable {}

    private static let insert = SQL("INSERT INTO numbers VALUES (?1)")
    private static let all = SQL("SELECT value FROM numbers ORDER BY value")

    private let folder: TemporaryFolder
    private let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("numbers"))
        try connection.configure(durability: .process)
        try connection.execute(
            """
            CREATE TABLE numbers (value INTEGER PRIMARY KEY);
            CREATE TABLE notes (number INTEGER REFERENCES numbers (value) DEFERRABLE INITIALLY DEFERRED);
            """)
    }

    private func insert(_ number: Int) throws { try connection.run(Self.insert, number) }

    private func numbers(_ connection: Connection) throws -> [Int64] {
        try connection.all(Self.all) { $0.integer(0) }
    }

    @Test("A SQLite connection shows a transaction to others after its commit, not before")
    func isolation() throws {
        let other = try Connection(path: folder.file("numbers"), mode: .readOnly)
        try connection.beginTransaction()
        try insert(1)
        #expect(connection.isInTransaction)
        #expect(try numbers(connection) == [1])
        #expect(try numbers(other) == [])
        try connection.commitTransaction()
        #expect(!connection.isInTransaction)
        #expect(try numbers(other) == [1])
    }

    @Test("A SQLite connection undoes a transaction that is rolled back")
    func rollback() throws {
        try connection.beginTransaction()
        try insert(1)
        try connection.rollbackTransaction()
        #expect(!connection.isInTransaction)
        #expect(try numbers(connection) == [])
    }

    @Test("A rollback without a transaction has no effect")
    func nothingToRollBack() throws {
        try connection.rollbackTransaction()
    }

    @Test("A SQLite connection keeps one writer at a time")
    func oneWriter() throws {
        let other = try Connection(path: folder.file("numbers"))
        try connection.beginTransaction()
        let error = #expect(throws: SQLiteError.self) { try other.beginTransaction() }
        #expect(error?.code == 5)
        try connection.rollbackTransaction()
        try other.beginTransaction()
    }

    @Test("A SQLite connection runs a body in a transaction of its own, whose value comes back")
    func body() throws {
        #expect(
            try connection.inTransaction {
                try insert(1)
                return connection.isInTransaction
            })
        #expect(try numbers(connection) == [1])
    }

    @Test("A SQLite connection undoes the transaction of a body that throws, and passes the error on")
    func failingBody() throws {
        #expect(throws: Refusal()) {
            try connection.inTransaction {
                try insert(1)
                throw Refusal()
            }
        }
        #expect(!connection.isInTransaction)
        #expect(try numbers(connection) == [])
    }

    @Test("A SQLite connection undoes a transaction whose commit fails, and works on")
    func failingCommit() throws {
        let error = #expect(throws: SQLiteError.self) {
            try connection.inTransaction {
                try insert(1)
                try connection.execute("INSERT INTO notes VALUES (2)")
            }
        }
        #expect(error?.extendedCode == 787)
        #expect(!connection.isInTransaction)
        try connection.inTransaction { try insert(3) }
        #expect(try numbers(connection) == [3])
    }

    @Test("A SQLite connection undoes one operation of a transaction alone")
    func savepoint() throws {
        try connection.beginTransaction()
        try connection.atomically { try insert(1) }
        #expect(throws: Refusal()) {
            try connection.atomically {
                try insert(2)
                throw Refusal()
            }
        }
        try connection.atomically { try insert(3) }
        try connection.commitTransaction()
        #expect(try numbers(connection) == [1, 3])
    }

    @Test("A SQLite connection undoes an operation within an operation alone, and both with the outer one")
    func nestedSavepoints() throws {
        try connection.inTransaction {
            try connection.atomically {
                try insert(1)
                try? connection.atomically {
                    try insert(2)
                    throw Refusal()
                }
            }
            try? connection.atomically {
                try connection.atomically { try insert(3) }
                throw Refusal()
            }
        }
        #expect(try numbers(connection) == [1])
    }

    @Test(
        "A SQLite connection keeps the error of an operation when SQLite has ended the transaction by itself")
    func endedBelow() throws {
        try connection.beginTransaction()
        #expect(throws: Refusal()) {
            try connection.atomically {
                try insert(1)
                try connection.execute("ROLLBACK")
                throw Refusal()
            }
        }
        #expect(!connection.isInTransaction)
        #expect(try numbers(connection) == [])
    }
}
