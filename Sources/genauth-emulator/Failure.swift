import Directory
import Platform
import PoolEngine
import Seeds

/// Reports what prevents the program from working, with one line and an exit code.
enum Failure {
    /// Writes the reason to standard error and ends the program.
    static func end(_ error: any Error) -> Never {
        write("\(error)")
        exit(status(error).rawValue)
    }

    /// Writes a line to standard error, after the queued log lines, and waits until it is written.
    ///
    /// - Parameter reason: the line without its line feed; control characters are escaped.
    static func write(_ reason: String) {
        LogOutput.standardError.append(TerminalText.escaped("genauth-emulator: \(reason)") + "\n")
        LogOutput.standardError.flush()
    }

    /// The exit code for an error.
    static func status(_ error: any Error) -> ExitStatus {
        switch error {
        case is UsageError: .usage
        case SeedError.unreadable: .noInput
        case is SeedError: .dataError
        case DataDirectoryError.inUse: .temporaryFailure
        case DataDirectoryError.systemCall, is ReadyFileError: .cannotCreate
        case DataDirectoryError.noDatabases: .cannotCreate
        case DataDirectoryError.unusableFile: .dataError
        case is ListenError: .unavailable
        case is OutputError, is InputError: .ioError
        case let error as ServerCallError: error.exitStatus
        case let error as ExecError: error.exitStatus
        default: .software
        }
    }
}
