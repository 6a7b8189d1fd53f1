import Platform

// Accepting, on the one loop that listens. Without room or descriptors the listeners are not polled:
// clients wait in the backlog, and the loop does not spin on a report it cannot act on.
extension EventLoop {
    /// The token of the first listener; the others have the numbers below.
    static let listenerToken = UInt64.max - 1

    /// Takes the acceptor and has the poller report its listeners, before the loop runs.
    ///
    /// - Throws: the call that failed; the acceptor is then still the caller's.
    func listen(on acceptor: Acceptor) throws(SystemCallError) {
        try acceptor.join(poller, token: Self.listenerToken)
        self.acceptor = acceptor
    }

    /// Takes connections from the backlog of a listener and gives each to the loop whose turn it is.
    func acceptConnections(from listener: Int) {
        guard let acceptor, !acceptor.isPaused else { return }
        let outcome = acceptor.accept(from: listener, over: loops.count) { descriptor, index in
            if loops[index] === self { adopt(descriptor) } else { loops[index].post(.adopt(descriptor)) }
        }
        switch outcome {
        case .done: break
        case .full: pauseAccepting()
        case .exhausted:
            pauseAccepting()
            scheduleSweep(by: now)
        }
    }

    /// Listens again when there is reason to believe that a connection can be taken.
    func resumeAccepting() {
        guard let acceptor, acceptor.isPaused else { return }
        setAccepting(of: acceptor, paused: false)
    }

    /// Stops listening; clients that were not accepted are refused by the kernel.
    func closeAcceptor() {
        acceptor?.close(removingFrom: poller)
        acceptor = nil
        loops = []
    }

    private func pauseAccepting() {
        guard let acceptor else { return }
        setAccepting(of: acceptor, paused: true)
    }

    private func setAccepting(of acceptor: Acceptor, paused: Bool) {
        acceptor.isPaused = paused
        for (index, listener) in acceptor.listeners.enumerated() {
            try? poller.modify(
                listener.descriptor, token: Self.listenerToken - UInt64(index), for: paused ? [] : .input)
        }
    }
}
