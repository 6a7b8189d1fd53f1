// SQLite's own `lower` only changes ASCII letters. These functions are registered on every connection. The schema does
// not use them, so that other programs can read and write the files.

internal import Bytes
internal import CSQLite

/// Case folding of texts, for comparing and searching in every alphabet.
///
/// It adds two SQL functions: `fold(text)`, which is `folded(_:)`, and `lowercased(text)`, which is Swift's
/// `lowercased()`.
public enum CaseFolding {
    /// A text in which letters that differ only in case are equal.
    ///
    /// Each scalar is mapped to lower case, to upper case and to lower case again (full mappings of the Unicode
    /// Character Database, without regard to language or context), so that `ß` and `ẞ` are `ss`, `ς` is `σ`, and a part
    /// of a text folds to a part of the folded text. The text is not normalized: the two encodings of an accented
    /// letter stay different.
    ///
    /// - Parameter text: any text.
    /// - Returns: the folded text; its length may differ.
    public static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard !isCaseless(scalar) else {
                folded.unicodeScalars.append(scalar)
                continue
            }
            for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                for upper in lower.properties.uppercaseMapping.unicodeScalars {
                    folded += upper.properties.lowercaseMapping
                }
            }
        }
        return folded
    }

    /// Whether a text contains another one, ignoring case.
    public static func contains(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(folded(text).unicodeScalars), Array(folded(part).unicodeScalars))
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    /// Whether a scalar is in a large block of letters without case: Chinese, Japanese, Yi and Korean.
    private static func isCaseless(_ scalar: Unicode.Scalar) -> Bool {
        (0x3000...0xA4CF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// Registers the two functions on a connection.
    ///
    /// - Throws: `SQLiteError`.
    static func register(on handle: OpaquePointer) throws(SQLiteError) {
        try register("fold", on: handle, with: LastFoldedText()) { context, _, values in
            CaseFolding.answer(context, values) { bytes in
                guard let last = sqlite3_user_data(context) else { return [] }
                return Unmanaged<LastFoldedText>.fromOpaque(last).takeUnretainedValue().folded(bytes)
            }
        }
        try register("lowercased", on: handle) { context, _, values in
            CaseFolding.answer(context, values) {
                Array(String(decoding: $0, as: UTF8.self).lowercased().utf8)
            }
        }
    }

    private typealias Function =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static func register(
        _ name: String, on handle: OpaquePointer, with last: LastFoldedText? = nil,
        _ function: @escaping Function
    ) throws(SQLiteError) {
        // SQLite also releases the context if it cannot create the function.
        let code = sqlite3_create_function_v2(
            handle, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            last.map { Unmanaged.passRetained($0).toOpaque() }, function, nil, nil,
            { last in last.map { Unmanaged<LastFoldedText>.fromOpaque($0).release() } })
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code) }
    }

    /// Returns the folded argument of a call; `NULL` for `NULL`.
    private static func answer(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
        _ change: (UnsafeBufferPointer<UInt8>) -> [UInt8]
    ) {
        guard let value = values?[0], let start = sqlite3_value_text(value) else {
            return sqlite3_result_null(context)
        }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
        guard !bytes.allSatisfy({ $0 < 0x80 }) else { return answerASCII(context, bytes) }
        change(bytes).withUnsafeBufferPointer { send($0, to: context) }
    }

    /// The most common case: ASCII, which both functions treat alike.
    private static func answerASCII(_ context: OpaquePointer?, _ bytes: UnsafeBufferPointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { lower in
            for (index, byte) in bytes.enumerated() {
                lower.initializeElement(at: index, to: ASCII.lowercased(byte))
            }
            send(UnsafeBufferPointer(lower), to: context)
        }
    }

    private static func send(_ bytes: UnsafeBufferPointer<UInt8>, to context: OpaquePointer?) {
        bytes.withMemoryRebound(to: CChar.self) { characters in
            // An empty buffer may have no address, which SQLite would return as NULL.
            guard let start = characters.baseAddress else {
                return sqlite3_result_text(context, "", 0, transient)
            }
            sqlite3_result_text64(context, start, UInt64(characters.count), transient, UInt8(SQLITE_UTF8))
        }
    }
}
