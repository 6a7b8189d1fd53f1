import Platform

/// Writes the queued log lines before a fatal error ends the process.
///
/// The lines that explain the error may not have been written yet.
enum CrashFlush {
    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
    /// The longest wait for a log whose reader is not reading, in milliseconds.
    private static let timeout = 250

    /// The previous action of each signal, by its number.
    nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)

    /// Installs the handlers; those of the Swift runtime, which write a backtrace, run after them.
    static func install() {
        var action = sigaction()
        action.sa_flags = SA_SIGINFO | SA_ONSTACK
        // The code called here takes no lock and allocates no memory; another thread writes.
        action.__sigaction_handler.sa_sigaction = { number, information, _ in
            LogOutput.standardError.flush(timeout: CrashFlush.timeout)
            sigaction(number, CrashFlush.previous + Int(number), nil)
            // A fault occurs again on return; a signal that was sent does not.
            if let information, information.pointee.si_code <= 0 { raise(number) }
        }
        for signal in signals { sigaction(signal, &action, previous + Int(signal)) }
        // Initialises the output, which is otherwise initialised on first use.
        LogOutput.standardError.flush()
    }
}
