import Platform

// Accepting, on the loop that listens. At the connection limit, or without free descriptors, the listeners are not
// polled: clients wait in the backlog, and the loop does not spin on events it cannot handle.
extension EventLoop {
    /// The token of the first listener; the others have the numbers below it.
    static let listenerToken = UInt64.max - 1

    /// Takes over the acceptor and registers its listeners with the poller, before the loop runs.
    ///
    /// - Throws: the call that failed; the acceptor then still belongs to the caller.
    func listen(on acceptor: Acceptor) throws(SystemCallError) {
        try acceptor.join(poller, token: Self.listenerToken)
        self.acceptor = acceptor
    }

    /// Accepts connections from the backlog of a listener and assigns them to the loops in turn.
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

    /// Polls the listeners again when a connection may have become possible.
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
