import ArgumentParser
import Control
import Locking
import MCP
import Platform

/// `genauth-emulator mcp`: lets coding agents use a running server.
struct MCPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Let a coding agent use a running server, by the Model Context Protocol.",
        discussion: """
            Reads messages from standard input and writes the responses to standard output, a line each, until the input \
            ends. Each call of the control API is a tool; explain tells why a request was refused.
            """)

    /// The most bytes of a message.
    private static let longestLine = 16 * 1_048_576

    @OptionGroup var address: AddressOptions

    func run() throws {
        let client = try address.client(showsStatus: false)
        let output = Lock(())
        let session = Session(
            Implementation(
                name: "genauth-emulator", version: Version.current,
                instructions: Self.instructions(for: client.url)),
            tools: [ExplainTool.tool(of: client)] + ControlTool.all.map { Tool($0, calling: client) },
            send: { line in
                output.withLock { _ in
                    do { try StandardOutput.write(line + [UInt8(ascii: "\n")]) } catch { Failure.end(error) }
                }
            }, note: Failure.write)
        Failure.write("serving the Model Context Protocol for \(client.url)")
        var lines = Lines(limit: Self.longestLine)
        func receive(_ line: Lines.Line) {
            switch line {
            case .text(let text): session.receive(text)
            case .tooLong: session.refuseLine(longerThan: Self.longestLine)
            }
        }
        try StandardInput.forEachPiece { lines.read($0, receive) }
        lines.finish(receive)
        // The responses of running calls are still sent, unless standard output is closed.
        var reader = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        while session.isRunning, poll(&reader, 1, 10) == 0 {}
        LogOutput.standardError.flush()
    }

    private static func instructions(for url: ServerURL) -> String {
        """
        This server controls genauth-emulator, a local emulator of the GenAuth (formerly Authing) V3 management API at \
        \(url). A client or SDK under test uses that URL as its host. Use one user pool for each test: createUserPool \
        returns its access key and its url. Begin with listUserPools. When a client gets an error, call explain. The \
        tools are the calls of the control API; \(url)/_emulator/control-openapi.json describes what they return.
        """
    }
}
