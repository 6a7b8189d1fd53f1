import ArgumentParser
import HTTP
import JSON

/// `genauth-emulator clock`: shows and sets the clock of a user pool of a server.
struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show or set the clock of a user pool of a running server.",
        discussion: "Without --mode and --advance, the clock is shown.")

    @Option(help: ArgumentHelp("Set the clock: real, frozen or scaled.", valueName: "mode"))
    var mode: String?

    @Option(help: ArgumentHelp("Its present moment, such as 2030-01-01T12:00:00.000Z.", valueName: "time"))
    var now: String?

    @Option(help: ArgumentHelp("Seconds that pass in a second, for scaled.", valueName: "rate"))
    var rate: Double?

    @Option(help: ArgumentHelp("Move the clock forward.", valueName: "seconds"))
    var advance: Double?

    @OptionGroup var pool: PoolOptions

    func validate() throws {
        if mode == nil, now != nil || rate != nil {
            throw ValidationError("--now and --rate need --mode")
        }
        if mode != nil, advance != nil {
            throw ValidationError("--mode and --advance cannot be given together")
        }
    }

    func run() throws {
        let (client, _, path) = try pool.client()
        try pool.server.write(call(client, "\(path)/clock")) { try ReadableText.outline($0.value()) }
    }

    private func call(_ client: ControlClient, _ clock: String) throws -> ServerReply {
        if let mode {
            let body = JSONText.object { writer in
                writer.member("mode", mode)
                if let now { writer.member("now", now) }
                if let rate { Self.write("rate", rate, to: &writer) }
            }
            return try client.call(.put, clock, body: body)
        }
        guard let advance else { return try client.call(.get, clock) }
        let body = JSONText.object { Self.write("seconds", advance, to: &$0) }
        return try client.call(.post, "\(clock)/advance", body: body)
    }

    private static func write(_ name: StaticString, _ number: Double, to writer: inout Writer) {
        writer.name(name)
        writer.double(number)
    }
}
