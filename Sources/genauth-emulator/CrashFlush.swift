import Platform

/// Has the log written out before a fatal error ends the process.
///
/// The lines that lead to an error are those that are wanted, and they may not have been written yet.
enum CrashFlush {
    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
    /// How long a log that nobody reads holds the end, in milliseconds.
    private static let patience = 250

    /// What happens on each signal without this, by its number.
    nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)

    /// Installs the handlers; those of the Swift runtime, which write a backtrace, come after them.
    static func install() {
        var action = sigaction()
        action.sa_flags = SA_SIGINFO | SA_ONSTACK
        // What is called here takes no lock and no memory; the queue that writes is another thread's.
        action.__sigaction_handler.sa_sigaction = { number, information, _ in
            LogOutput.standardError.flush(patience: CrashFlush.patience)
            sigaction(number, CrashFlush.previous + Int(number), nil)
            // A fault happens again on return; a signal that was sent does not.
            if let information, information.pointee.si_code <= 0 { raise(number) }
        }
        for signal in signals { sigaction(signal, &action, previous + Int(signal)) }
        // The first use of what is made on its first use.
        LogOutput.standardError.flush()
    }
}
