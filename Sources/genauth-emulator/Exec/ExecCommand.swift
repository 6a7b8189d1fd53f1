import ArgumentParser
import CStartup
import Platform

/// `genauth-emulator exec`: runs a command with a server of its own.
///
/// The process becomes the command. So the command has the caller's process number, terminal and parent, receives each signal
/// itself, and its exit code is the caller's to read. The server is a process beside it, which stops when the command has ended.
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command with a server of its own, which ends with it.",
        usage: "genauth-emulator exec [<options>] -- <command> [<argument> ...]",
        discussion: """
            The server has a free port and keeps its state in memory. The command finds it by GENAUTH_HOST and \
            AUTHING_HOST, GENAUTH_ACCESS_KEY_ID and _SECRET, AUTHING_ACCESS_KEY_ID and _SECRET, GENAUTH_USERPOOL_ID and \
            AUTHING_USERPOOL_ID. The exit code is that of the command, 127 if it is not found, 126 if it cannot be run.
            """)

    @OptionGroup(title: "Seeds and log") var exec: ExecOptions
    @OptionGroup(title: "API") var api: APIOptions
    @OptionGroup(title: "Web pages and host names") var web: WebOptions
    @OptionGroup(title: "Control API") var control: ControlOptions
    @OptionGroup(title: "Durability and limits") var limits: LimitOptions

    @Argument(parsing: .postTerminator, help: "The command with its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else {
            throw ValidationError("The command is missing; write it after --")
        }
    }

    func run() throws {
        let server = try server()
        let note = try ServerBeside.start { owner, whenReady in
            try server.begin(owner: owner, whenReady: whenReady)
        }
        guard let url = ServerURL(argument: note.url) else { throw ExecError.endedEarly }
        let token = control.controlToken?.text
        let variables = try ClientVariables(of: ControlClient(url, token: token), url: note.url)
        for (name, value) in variables.all + ClientVariables.ofCommands(url: note.url, token: token) {
            setenv(name, value, 1)
        }
        throw become()
    }

    /// The server, as a command line of `serve` describes it.
    private func server() throws -> ServeCommand {
        var serve = ServeCommand()
        serve.server = try .parse(["--port=0", "--in-memory"])
        serve.server.seeds = exec.seeds
        serve.log = try .parse([
            "--log-level=\(exec.logLevel.rawValue)", "--log-format=\(exec.logFormat.rawValue)",
        ])
        serve.api = api
        serve.web = web
        serve.control = control
        serve.limits = limits
        return serve
    }

    /// Replaces this program by the command (execvp(3)).
    ///
    /// - Returns: why that was not possible.
    private func become() -> ExecError {
        var arguments = command.map { strdup($0) }
        arguments.append(nil)
        execvp(command[0], &arguments)
        return .command(command[0], code: errno)
    }
}
