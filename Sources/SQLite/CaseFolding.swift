// SQLite's own `lower` knows the letters of ASCII only. These functions are registered on every connection; the schema
// of a file names none of them, so that other programs can read and write it.

internal import Bytes
internal import CSQLite

/// Texts in one case, for comparing and searching in every alphabet.
///
/// Two functions of SQL: `fold(text)`, as `folded(_:)`, and `lowercased(text)`, as Swift's `lowercased()`.
public enum CaseFolding {
    /// A text in which letters that differ only in their case are the same.
    ///
    /// Each scalar is mapped to lower case, to upper case and to lower case again (full mappings of the Unicode
    /// Character Database, without regard to language or context), so that `ß` and `ẞ` are `ss`, `ς` is `σ`, and a part
    /// of a text folds to a part of the folded text. Nothing is normalized: the two ways to write an accented letter
    /// stay different.
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

    /// Whether a scalar is of a large block without letters of two cases: Chinese, Japanese, Yi and Korean.
    private static func isCaseless(_ scalar: Unicode.Scalar) -> Bool {
        (0x3000...0xA4CF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// Makes the two functions known to a connection.
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
        // SQLite calls the release also where it cannot make the function.
        let code = sqlite3_create_function_v2(
            handle, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            last.map { Unmanaged.passRetained($0).toOpaque() }, function, nil, nil,
            { last in last.map { Unmanaged<LastFoldedText>.fromOpaque($0).release() } })
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code) }
    }

    /// Answers a call with its one argument changed; `NULL` stays `NULL`.
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

    /// Most texts: nothing but ASCII, whose letters both functions treat alike.
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
            // An empty buffer may have no address, which SQLite would read as NULL.
            guard let start = characters.baseAddress else {
                return sqlite3_result_text(context, "", 0, transient)
            }
            sqlite3_result_text64(context, start, UInt64(characters.count), transient, UInt8(SQLITE_UTF8))
        }
    }
}
