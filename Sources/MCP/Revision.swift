internal import JSON

/// The revisions of the protocol that the server has.
///
/// 2025-03-26 is left out: it requires batches, which the later revisions do not have.
enum Revision {
    /// The revision without a handshake: each request has its revision in its `_meta`.
    static let withoutHandshake = "2026-07-28"
    /// The revisions that begin with `initialize`, newest first.
    static let withHandshake = ["2025-11-25", "2025-06-18", "2024-11-05"]

    /// The member of a request's `_meta` with its revision.
    static let member = "io.modelcontextprotocol/protocolVersion"
    /// The member of a request's `_meta` with what the client can do.
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"

    /// The revision that the answer to `initialize` names: the requested one, or the newest of its kind.
    static func negotiated(_ requested: String) -> String {
        withHandshake.first { $0 == requested } ?? withHandshake[0]
    }

    /// Writes all revisions as an array, newest first.
    static func writeAll(_ name: StaticString, to writer: inout Writer) {
        writer.name(name)
        writer.beginArray()
        for revision in [withoutHandshake] + withHandshake { writer.string(revision) }
        writer.endArray()
    }
}
