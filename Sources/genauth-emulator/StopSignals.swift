import Dispatch
import Platform

/// The signals that ask the server to end, SIGINT and SIGTERM.
///
/// They are blocked and waited for. A process with number 1, as in a container, receives none that it has neither blocked
/// nor a handler for (pid_namespaces(7)).
enum StopSignals {
    private static let queue = DispatchQueue(label: "stop signals")

    /// Blocks the signals in the calling thread and in those it makes.
    static func block() {
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Calls `body` with the number of each signal that comes, or has come since they were blocked.
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

    /// How long a log that nobody reads holds an end at once, in milliseconds.
    private static let patience = 100

    /// Ends the process at once, as the signal would by itself; a process with number 1 by its exit code.
    static func end(by number: Int32) -> Never {
        LogOutput.standardError.flush(patience: patience)
        signal(number, SIG_DFL)
        var signals = set
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        _exit(128 + number)
    }

    /// The name of a signal, for people.
    static func name(of number: Int32) -> String { number == SIGINT ? "SIGINT" : "SIGTERM" }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
