public import Bytes
public import HTTP
public import JSON

/// The members of every reply: `statusCode`, `message`, `apiCode`, `requestId`, `data`, in this order (envelope.md).
public enum Envelope {
    /// Writes the reply of a successful call.
    ///
    /// - Parameters:
    ///   - message: the text of `message`.
    ///   - requestId: a UUID.
    ///   - hasData: whether the reply has `data`.
    ///   - data: writes the value of `data`, if the reply has it.
    /// - Returns: the JSON text.
    /// - Throws: what `data` throws.
    public static func success<Failure: Error>(
        message: String, requestId: UUIDBytes, hasData: Bool = true,
        data: (inout Writer) throws(Failure) -> Void
    ) throws(Failure) -> [UInt8] {
        var writer = Writer()
        writer.beginObject()
        writer.name("statusCode")
        writer.int(200)
        writer.name("message")
        writer.string(message)
        writer.name("requestId")
        write(requestId, to: &writer)
        if hasData { writer.name("data") }
        try data(&writer)
        writer.endObject()
        return writer.finish()
    }

    /// Writes a failure.
    public static func failure(_ error: APIError, requestId: UUIDBytes, language: Language) -> [UInt8] {
        var writer = Writer(reserving: 256)
        writer.beginObject()
        writer.name("statusCode")
        writer.int(Int64(error.statusCode))
        writer.name("message")
        writer.string(error.message.text(in: language))
        if let apiCode = error.apiCode {
            writer.name("apiCode")
            writer.int(Int64(apiCode))
        }
        writer.name("requestId")
        write(requestId, to: &writer)
        if let data = error.data {
            writer.name("data")
            writer.raw(data)
        }
        writer.endObject()
        return writer.finish()
    }

    /// The complete response of a failure.
    public static func response(
        _ error: APIError, requestId: UUIDBytes, language: Language,
        headers: [(name: StaticString, value: String)] = []
    ) -> Response {
        Response(
            status: error.httpStatus, headers: headers,
            body: failure(error, requestId: requestId, language: language))
    }

    private static func write(_ requestId: UUIDBytes, to writer: inout Writer) {
        withUnsafeTemporaryAllocation(byteCount: UUIDBytes.textBytes + 2, alignment: 1) { text in
            text[0] = UInt8(ascii: "\"")
            requestId.write(to: UnsafeMutableRawBufferPointer(rebasing: text[1...]))
            text[UUIDBytes.textBytes + 1] = UInt8(ascii: "\"")
            writer.raw(UnsafeRawBufferPointer(text))
        }
    }
}
