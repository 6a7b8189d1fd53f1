public import JSON

/// A tool: what a client can call.
public struct Tool: Sendable {
    let name: String
    let summary: String
    let isReadOnly: Bool
    let inputSchema: [UInt8]
    let call: @Sendable (Value?) throws(ToolFailure) -> [UInt8]

    /// Describes a tool.
    ///
    /// - Parameters:
    ///   - name: its name, of letters, digits, `_`, `-` and `.`.
    ///   - summary: what it does, in a sentence.
    ///   - isReadOnly: whether it changes nothing.
    ///   - inputSchema: the JSON Schema of its arguments, of type object.
    ///   - call: receives an object, or nil without arguments, checks it and returns the text of the result; may block.
    public init(
        name: String, summary: String, isReadOnly: Bool, inputSchema: [UInt8],
        call: @escaping @Sendable (Value?) throws(ToolFailure) -> [UInt8]
    ) {
        self.name = name
        self.summary = summary
        self.isReadOnly = isReadOnly
        self.inputSchema = inputSchema
        self.call = call
    }

    /// Writes the tool as an entry of `tools/list`.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("description", summary)
        writer.name("inputSchema")
        writer.raw(inputSchema)
        writer.name("annotations")
        writer.beginObject()
        writer.member("readOnlyHint", isReadOnly)
        writer.member("openWorldHint", false)
        writer.endObject()
        writer.endObject()
    }
}

/// A call of a tool that failed; the client's model reads the reason.
public struct ToolFailure: Error, Equatable {
    /// Why it failed.
    public let reason: String

    /// Makes a failure.
    public init(_ reason: String) {
        self.reason = reason
    }
}
