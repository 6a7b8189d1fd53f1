import Dispatch
import Platform

/// The signals that stop the server, SIGINT and SIGTERM.
///
/// They are blocked and waited for. Process 1, as in a container, receives only signals that it has blocked or has a
/// handler for (pid_namespaces(7)).
enum StopSignals {
    private static let queue = DispatchQueue(label: "stop signals")

    /// Blocks the signals in the calling thread and in the threads it creates.
    static func block() {
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Calls `body` with the number of each signal received since they were blocked.
    static func forEach(_ body: @escaping @Sendable (Int32) -> Void) {
        queue.async {
            block()
            var signals = set
            while true {
                var number: Int32 = 0
                if sigwait(&signals, &number) == 0 { body(number) }
            }
        }
    }

    /// The longest wait for a log whose reader is not reading, in milliseconds.
    private static let timeout = 100

    /// Ends the process at once by the signal; process 1 ends with an exit code.
    static func end(by number: Int32) -> Never {
        LogOutput.standardError.flush(timeout: timeout)
        signal(number, SIG_DFL)
        var signals = set
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        _exit(128 + number)
    }

    /// The name of a signal.
    static func name(of number: Int32) -> String { number == SIGINT ? "SIGINT" : "SIGTERM" }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
