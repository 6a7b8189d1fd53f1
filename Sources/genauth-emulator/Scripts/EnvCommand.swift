import ArgumentParser
import JSON

/// `genauth-emulator env`: writes the variables by which programs find a running server.
struct EnvCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Write the variables by which programs find a running server.",
        discussion: """
            bash (also for sh and zsh): eval "$(genauth-emulator env)". fish: genauth-emulator env --shell fish | source. \
            PowerShell: genauth-emulator env --shell powershell | Out-String | Invoke-Expression. The variables have the \
            secret of the first enabled access key of the user pool.
            """)

    @Option(help: ArgumentHelp("The shell that reads the variables.", valueName: "shell"))
    var shell = Shell.bash

    @OptionGroup var pool: PoolOptions

    func run() throws {
        let address = pool.server.address
        let client = try address.client()
        let url = "\(client.url)"
        let token = address.token?.text ?? Variables.controlToken
        let variables =
            try ClientVariables(of: client, url: url, pool: pool.pool).all
            + ClientVariables.ofCommands(url: url, token: token)
        guard pool.server.json else {
            let lines = variables.map { shell.line($0.name, $0.value) + "\n" }
            return try StandardOutput.write(Array(lines.joined().utf8))
        }
        let text = JSONText.object { writer in
            for (name, value) in variables {
                writer.name(name)
                writer.string(value)
            }
        }
        try StandardOutput.write(text + [UInt8(ascii: "\n")])
    }
}

/// A shell, and how it is given a variable that its programs see.
enum Shell: String, WordOption {
    case bash, fish, powershell

    /// The line that sets a variable.
    func line(_ name: String, _ value: String) -> String {
        switch self {
        case .bash: "export \(name)='\(value.replacing("'", with: #"'\''"#))'"
        case .fish:
            "set -gx \(name) '\(value.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#))'"
        case .powershell: "$env:\(name) = '\(value.replacing("'", with: "''"))'"
        }
    }
}
