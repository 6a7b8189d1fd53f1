internal import Bytes
internal import Synchronization

/// A source of new ids: 24 lower-case hexadecimal digits, as in the service.
public protocol IdSource: Sendable {
    /// Returns a new id.
    ///
    /// - Parameter moment: the time in the id.
    /// - Returns: 24 lower-case hexadecimal digits.
    func next(at moment: Timestamp) -> String
}

/// Ids in the layout of a MongoDB ObjectId, as in the service: 4 bytes of seconds, 5 bytes that are random for each
/// process, and a counter of 3 bytes with a random start
/// (https://www.mongodb.com/docs/manual/reference/bson-types/#objectid).
public final class ObjectIdSource: IdSource {
    private let process: [UInt8]
    private let counter: Atomic<UInt32>

    public init(random: any RandomSource) {
        process = random.bytes(5)
        let start = random.bytes(3)
        counter = Atomic(UInt32(start[0]) << 16 | UInt32(start[1]) << 8 | UInt32(start[2]))
    }

    public func next(at moment: Timestamp) -> String {
        let count = counter.wrappingAdd(1, ordering: .relaxed).newValue
        let seconds = UInt32(truncatingIfNeeded: moment.seconds)
        return String(unsafeUninitializedCapacity: 24) { text in
            var position = 0
            func write(_ byte: UInt8) {
                text[position] = Hexadecimal.digit(byte >> 4)
                text[position + 1] = Hexadecimal.digit(byte & 0x0f)
                position += 2
            }
            for shift in stride(from: UInt32(24), through: 0, by: -8) {
                write(UInt8(truncatingIfNeeded: seconds >> shift))
            }
            for byte in process { write(byte) }
            for shift in stride(from: UInt32(16), through: 0, by: -8) {
                write(UInt8(truncatingIfNeeded: count >> shift))
            }
            return position
        }
    }
}
