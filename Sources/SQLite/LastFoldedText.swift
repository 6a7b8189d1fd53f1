/// The last argument of `fold` on a connection, and its result.
///
/// The conditions of a request check the same text of a row one after the other. Folding a text that is not ASCII takes
/// microseconds, so it is done once for all conditions.
final class LastFoldedText {
    private var text: [UInt8] = []
    private var folded: [UInt8] = []

    /// The folded bytes of a text.
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
