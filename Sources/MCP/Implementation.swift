internal import JSON

/// What the server tells about itself.
public struct Implementation: Sendable {
    private static let member: StaticString = "io.modelcontextprotocol/serverInfo"

    private let name: String
    private let version: String
    private let instructions: String

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - name: its name for programs.
    ///   - version: its version.
    ///   - instructions: how a model uses it.
    public init(name: String, version: String, instructions: String) {
        self.name = name
        self.version = version
        self.instructions = instructions
    }

    /// Writes the members of the result of `initialize`.
    func write(revision: String, to writer: inout Writer) {
        writer.member("protocolVersion", revision)
        writeCapabilities(to: &writer)
        writeIdentity("serverInfo", to: &writer)
    }

    /// Writes what the server can do, and how it is used.
    func writeCapabilities(to writer: inout Writer) {
        writer.name("capabilities")
        writer.beginObject()
        writer.name("tools")
        writer.beginObject()
        writer.endObject()
        writer.endObject()
        writer.member("instructions", instructions)
    }

    /// Writes what each result has in revisions without a handshake.
    func writeResultMembers(to writer: inout Writer) {
        writer.member("resultType", "complete")
        writer.name("_meta")
        writer.beginObject()
        writeIdentity(Self.member, to: &writer)
        writer.endObject()
    }

    private func writeIdentity(_ member: StaticString, to writer: inout Writer) {
        writer.name(member)
        writer.beginObject()
        writer.member("name", name)
        writer.member("version", version)
        writer.endObject()
    }
}
