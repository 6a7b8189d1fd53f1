import Platform

/// Why `exec` has not run its command.
enum ExecError: Error, CustomStringConvertible {
    /// The command cannot be run; with the `errno` of execvp(3).
    case command(String, code: Int32)
    /// The server has ended before it was ready, without a reason.
    case endedEarly
    /// There can be no process for the server.
    case process(SystemCallError)

    var description: String {
        switch self {
        case .command(let name, let code): "cannot run \(name): \(String(cString: strerror(code)))"
        case .endedEarly: "the server has ended before it was ready"
        case .process(let error): "cannot start the server: \(error)"
        }
    }

    /// The exit code; that of a command is the one shells use (POSIX, Shell Command Language, section 2.8.2).
    var exitCode: Int32 {
        switch self {
        case .command(_, let code): code == ENOENT ? 127 : 126
        case .endedEarly: 70
        case .process: 71
        }
    }
}
