internal import Contract
internal import JSON
internal import Locking

/// How often known operations that are not emulated were called; limited in names.
final class UnservedCalls: Sendable {
    private static let mostNames = 1_000

    private let counts = Lock<[String: Int]>([:])

    /// Counts a call.
    ///
    /// - Parameter name: method and path of the operation.
    func count(_ name: String) {
        counts.withLock { counts in
            guard counts[name] != nil || counts.count < Self.mostNames else { return }
            counts[name, default: 0] += 1
        }
    }

    /// How often an operation was called.
    func calls(of name: String) -> Int {
        counts.withLock { $0[name] ?? 0 }
    }
}

extension ManagementService {
    /// The known operations: whether each is emulated, in what it differs, what drives it in the tests, and how often
    /// this process was asked for it.
    ///
    /// - Returns: a JSON object.
    public func coverage() -> [UInt8] {
        let differences = SupportTable.differences()
        let table = CoverageTable()
        var writer = Writer(reserving: 1 << 17)
        writer.beginObject()
        writer.name("operations")
        writer.beginArray()
        for operation in KnownOperations.all {
            let name = "\(operation.method) \(operation.path)"
            let entry = entry(of: operation)
            writer.beginObject()
            writer.member("method", operation.method)
            writer.member("path", operation.path)
            writer.member("domain", operation.domain)
            writer.member("emulated", entry != nil)
            writer.name("differences")
            writer.beginArray()
            for difference in differences[name] ?? [] { writer.string(difference) }
            writer.endArray()
            table.write(name, to: &writer)
            writer.member("calls", Int64(entry?.calls ?? unservedCalls.calls(of: name)))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.finish()
    }
}
