/// The exit codes of the program: those of sysexits.h, and two of shells (POSIX, Shell Command Language, section 2.8.2).
///
/// `make reference` writes docs/reference/exit-codes.md from these comments.
enum ExitStatus: Int32 {
    /// An option, an argument or a variable is invalid.
    case usage = 64
    /// A seed is invalid; a file of the data folder is damaged, of another program or of a newer version; a server
    /// refuses a call.
    case dataError = 65
    /// A seed cannot be read.
    case noInput = 66
    /// The address is not available; `health`, `wait` or a command finds no server.
    case unavailable = 69
    /// The program or the server fails; the server of `exec` ends before it is ready.
    case software = 70
    /// `exec` cannot start a process.
    case systemError = 71
    /// A file or folder cannot be created: the data folder or the ready file.
    case cannotCreate = 73
    /// Reading the input or writing the output fails.
    case ioError = 74
    /// Another process uses the data folder; a server is busy; a `--wait` ends without a request.
    case temporaryFailure = 75
    /// The token of the control API is missing or wrong, or a secret is not known.
    case noPermission = 77
    /// `doctor` has found a problem.
    case configuration = 78
    /// `exec`: the command cannot be run.
    case cannotRun = 126
    /// `exec`: there is no such command.
    case notFound = 127
}
