import JSON

/// Bodies of calls.
enum JSONText {
    /// The text of an object.
    ///
    /// - Parameter write: writes its members.
    /// - Returns: the text.
    static func object(_ write: (inout Writer) -> Void) -> [UInt8] {
        var writer = Writer()
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return writer.finish()
    }
}
