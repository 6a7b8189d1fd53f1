/// Tests of the eight bytes of a word at once.
///
/// Each test returns a word of marks: a high bit is set if a byte passes the test. Bytes after the first that passes
/// may be marked without passing, because the subtraction borrows from them. So the marks say whether a byte passes,
/// but not which. Marks of several tests are combined with `|`.
/// https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
public enum ByteWord {
    // Computed, because other modules would read a stored one through a function call.
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Whether a word of marks has one.
    @inlinable public static func isMarked(_ marks: UInt64) -> Bool { marks & highBits != 0 }

    /// Marks bytes less than `bound`, which is from 1 to 128.
    @inlinable public static func marks(_ word: UInt64, below bound: UInt8) -> UInt64 {
        (word &- (ones &* UInt64(bound))) & ~word
    }

    /// Marks bytes equal to `byte`.
    @inlinable public static func marks(_ word: UInt64, equalTo byte: UInt8) -> UInt64 {
        marks(word ^ (ones &* UInt64(byte)), below: 1)
    }

    /// Marks bytes that are not ASCII, exactly.
    @inlinable public static func marksOfNonASCII(_ word: UInt64) -> UInt64 { word }
}
