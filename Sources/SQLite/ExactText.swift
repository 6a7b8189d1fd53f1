internal import Bytes

/// A text that is compared by its bytes, as in SQLite.
///
/// In Swift, canonically equivalent texts are equal, such as the two encodings of an accented letter; in SQLite and in
/// the service they are not. Sets and dictionaries of texts from requests use keys of this type.
public struct ExactText: Hashable, Sendable {
    @usableFromInline let text: String

    @inlinable
    public init(_ text: String) {
        self.text = text
    }

    public static func == (left: ExactText, right: ExactText) -> Bool {
        var (text, other) = (left.text, right.text)
        return text.withUTF8 { bytes in
            other.withUTF8 { others in
                UnsafeRawBufferPointer(bytes).hasSameBytes(as: UnsafeRawBufferPointer(others))
            }
        }
    }

    @inlinable
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Whether two texts have the same bytes, or both are nil.
    public static func same(_ left: String?, _ right: String?) -> Bool {
        left.map(ExactText.init) == right.map(ExactText.init)
    }
}
