import CFaultyFile
import CSQLite
import Testing

/// What becomes of the calls on the files of one database; the name of the VFS is `FAULTY_FILE_VFS`.
final class FaultPlan: @unchecked Sendable {
    // Sendable: the plan is protected by a lock.

    private let pointer: OpaquePointer

    /// Makes the plan before the database is opened.
    init(_ path: String) {
        pointer = faulty_plan_make(path)
    }

    deinit {
        faulty_plan_free(pointer)
    }

    /// Lets the `number`-th call that a fault concerns fail, from 1.
    func arm(_ fault: Fault, at number: Int, lasts: Bool) {
        faulty_plan_arm(pointer, fault.kinds, fault.files, number, fault.code, lasts ? 1 : 0)
    }

    /// Lets every call through again.
    ///
    /// - Returns: how many failed.
    func disarm() -> Int {
        faulty_plan_disarm(pointer)
    }

    /// How often files were synced so far.
    func syncs(of files: Int) -> Int {
        faulty_plan_count(pointer, UInt32(FAULTY_SYNC), UInt32(files))
    }
}

/// A way in which calls on files fail (https://sqlite.org/rescode.html#extended_result_code_list).
struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let kinds: UInt32
    let files: UInt32
    let code: Int32

    private init(
        _ description: String, _ kinds: Int, _ code: Int32, files: Int = FAULTY_DATABASE | FAULTY_LOG
    ) {
        testDescription = description
        self.kinds = UInt32(kinds)
        self.files = UInt32(files)
        self.code = code
    }

    private static func inputOutput(_ detail: Int32) -> Int32 { SQLITE_IOERR | (detail << 8) }

    /// Every kind of call there is.
    static let all = [
        Fault("the disk is full", FAULTY_WRITE, SQLITE_FULL),
        Fault("the log's disk is full", FAULTY_WRITE, SQLITE_FULL, files: FAULTY_LOG),
        Fault("writing fails", FAULTY_WRITE, inputOutput(3)),
        Fault("reading fails", FAULTY_READ, inputOutput(1)),
        Fault("syncing fails", FAULTY_SYNC, inputOutput(4)),
        Fault("truncating fails", FAULTY_TRUNCATE, inputOutput(6)),
        Fault("locking fails", FAULTY_LOCK, inputOutput(15)),
        Fault("locks are held", FAULTY_WRITE_LOCK, SQLITE_BUSY),
        Fault("memory cannot be shared", FAULTY_SHM, inputOutput(21)),
        Fault("sizes are unknown", FAULTY_SIZE, inputOutput(7)),
        Fault("opening fails", FAULTY_OPEN | FAULTY_DELETE, SQLITE_CANTOPEN),
    ]
}
