import Dispatch
import HTTP
import JSON
import Locking
import Platform

/// Asks a server, beside a call that takes long, what it is doing with the user pool of the call.
final class PoolWorkWatch: Sendable {
    private struct State {
        var hasBegun = false
        var isDone = false
        var work: StatusLine.Work?
    }

    private let client: ControlClient
    private let path: String
    private let state = Lock(State())

    /// Prepares the questions; none is asked before `work` is.
    ///
    /// - Parameters:
    ///   - client: asks the server.
    ///   - path: the path of the user pool in the control API.
    init(_ client: ControlClient, path: String) {
        self.client = client
        self.path = path
    }

    /// What the server does, by its last answer; nil if it does nothing that is known.
    var work: StatusLine.Work? {
        let (work, mustBegin) = state.withLock { state in
            defer { state.hasBegun = true }
            return (state.work, !state.hasBegun)
        }
        if mustBegin { DispatchQueue.global().async { self.ask() } }
        return work
    }

    /// Ends the questions.
    func end() {
        state.withLock { $0.isDone = true }
    }

    private func ask() {
        while !state.withLock(\.isDone) {
            let work = (try? client.call(.get, path).value()["work"]) ?? nil
            state.withLock { state in
                guard let name = work?["name"]?.string, let percent = work?["percent"]?.int64 else {
                    state.work = nil
                    return
                }
                state.work = StatusLine.Work(text: name, percent: Int(percent))
            }
            poll(nil, 0, 500)
        }
    }
}
