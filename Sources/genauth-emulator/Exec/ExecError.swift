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

    var exitStatus: ExitStatus {
        switch self {
        case .command(_, let code): code == ENOENT ? .notFound : .cannotRun
        case .endedEarly: .software
        case .process: .systemError
        }
    }
}
