import CStartup
import Platform

/// A server in a process of its own, which belongs to this process.
///
/// It is not a child: a command that waits for all of its children must not wait for the server. It has a session of its own,
/// so that the keys of the terminal and signals to the group of the command do not reach it.
enum ServerBeside {
    /// The most bytes of the server's message.
    private static let longest = 4_096

    /// Starts a server and waits until it listens.
    ///
    /// - Parameter serve: runs the server; with the process whose end stops it, and what to call once it listens.
    /// - Returns: where it listens.
    /// - Throws: `ExecError`. If the server cannot start, it has said why, and this process ends with its exit code.
    static func start(
        _ serve: (_ owner: Int32, _ whenReady: @escaping @Sendable (ReadyNote) -> Void) throws -> Never
    ) throws(ExecError) -> ReadyNote {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .process(SystemCallError("pipe", errno)) }
        let (reading, writing) = (ends[0], ends[1])
        let owner = getpid()
        let child = startup_fork()
        guard child >= 0 else { throw .process(SystemCallError("fork", errno)) }
        if child == 0 {
            close(reading)
            beginApart()
            do {
                try serve(owner) { note in
                    leaveStandardInput()
                    write(note.line, to: writing)
                    close(writing)
                }
            } catch {
                write(Array("\(Failure.status(error).rawValue)".utf8), to: writing)
                Failure.end(error)
            }
        }
        close(writing)
        while waitpid(child, nil, 0) < 0, errno == EINTR {}
        let message = message(from: reading)
        close(reading)
        if let note = ReadyNote(message) { return note }
        guard let code = Int32(String(decoding: message, as: UTF8.self)) else { throw .endedEarly }
        exit(code)
    }

    /// Continues in a process whose parent is not the command, in a session of its own, without the standard output.
    private static func beginApart() {
        setsid()
        let second = startup_fork()
        if second != 0 { _exit(second > 0 ? EXIT_SUCCESS : EXIT_FAILURE) }
        let nothing = open("/dev/null", O_WRONLY)
        dup2(nothing, STDOUT_FILENO)
        close(nothing)
    }

    /// Leaves the standard input, which may have had a seed, to the command.
    private static func leaveStandardInput() {
        let nothing = open("/dev/null", O_RDONLY)
        dup2(nothing, STDIN_FILENO)
        close(nothing)
    }

    private static func write(_ text: [UInt8], to descriptor: Int32) {
        // Fits into a pipe at once (pipe(7), PIPE_BUF).
        _ = text.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// What the server writes until it closes its end.
    private static func message(from descriptor: Int32) -> [UInt8] {
        var message: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: longest)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count > 0 {
                message += piece.prefix(count)
            } else if count == 0 || errno != EINTR {
                return message
            }
        }
    }
}
