import CSQLite

@testable import SQLite

extension Connection {
    /// How often SQLite's virtual machine goes round a loop or jumps while some work is done.
    ///
    /// It is a measure that no clock disturbs (https://sqlite.org/c3ref/progress_handler.html).
    func steps(of work: () throws -> Void) rethrows -> Int {
        var count = 0
        try withUnsafeMutablePointer(to: &count) { counter in
            sqlite3_progress_handler(
                handle, 1,
                { counter in
                    counter?.assumingMemoryBound(to: Int.self).pointee += 1
                    return 0
                }, counter)
            defer { sqlite3_progress_handler(handle, 0, nil, nil) }
            try work()
        }
        return count
    }
}
