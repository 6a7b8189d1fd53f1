import Directory
import Platform
import PoolEngine
import Seeds

/// Reports what prevents the program from working, with one line and an exit code of sysexits.h.
enum Failure {
    private static let usage: Int32 = 64
    private static let dataError: Int32 = 65
    private static let noInput: Int32 = 66
    private static let unavailable: Int32 = 69
    private static let software: Int32 = 70
    private static let cannotCreate: Int32 = 73
    private static let ioError: Int32 = 74
    private static let temporaryFailure: Int32 = 75

    /// Writes the reason to standard error and ends the program.
    static func end(_ error: any Error) -> Never {
        write("\(error)")
        exit(code(error))
    }

    /// Writes a line to standard error, after the queued log lines, and waits until it is written.
    ///
    /// - Parameter reason: the line without its line feed; control characters are escaped.
    static func write(_ reason: String) {
        LogOutput.standardError.append(TerminalText.escaped("genauth-emulator: \(reason)") + "\n")
        LogOutput.standardError.flush()
    }

    /// The exit code for an error.
    static func code(_ error: any Error) -> Int32 {
        switch error {
        case is UsageError: usage
        case SeedError.unreadable: noInput
        case is SeedError: dataError
        case DataDirectoryError.inUse: temporaryFailure
        case DataDirectoryError.systemCall, is ReadyFileError: cannotCreate
        case DataDirectoryError.noDatabases: cannotCreate
        case DataDirectoryError.unusableFile: dataError
        case is ListenError: unavailable
        case is OutputError, is InputError: ioError
        case let error as ServerCallError: error.exitCode
        case let error as ExecError: error.exitCode
        default: software
        }
    }
}
