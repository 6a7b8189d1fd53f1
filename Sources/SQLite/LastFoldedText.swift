/// The text that `fold` was given last on a connection, and its answer.
///
/// Conditions of one request look at the same text of a row one after the other. Folding it takes microseconds where it
/// is not ASCII, so it is done once for all of them.
final class LastFoldedText {
    private var text: [UInt8] = []
    private var folded: [UInt8] = []

    /// The bytes of a text, folded.
    ///
    /// - Parameter bytes: the text in UTF-8.
    /// - Returns: `CaseFolding.folded` of it.
    func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if bytes.count != text.count || !bytes.elementsEqual(text) {
            folded = Array(CaseFolding.folded(String(decoding: bytes, as: UTF8.self)).utf8)
            text = Array(bytes)
        }
        return folded
    }
}
