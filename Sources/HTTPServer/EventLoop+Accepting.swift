import CEpoll

// Accepting, on the one loop that listens. Without room or descriptors the listener is taken out of epoll:
// clients wait in the backlog, and the loop does not spin on a report it cannot act on.
extension EventLoop {
    /// Takes connections from the backlog and gives each to the loop whose turn it is.
    func acceptConnections() {
        guard let acceptor, !acceptor.isPaused else { return }
        let outcome = acceptor.accept(over: loops.count) { descriptor, index in
            if loops[index] === self { adopt(descriptor) } else { loops[index].post(.adopt(descriptor)) }
        }
        switch outcome {
        case .done: break
        case .full: pauseAccepting()
        case .exhausted:
            pauseAccepting()
            expect(now)
        }
    }

    /// Listens again when there is reason to believe that a connection can be taken.
    func resumeAccepting() {
        guard let acceptor, acceptor.isPaused else { return }
        acceptor.isPaused = false
        control(EPOLL_CTL_MOD, acceptor.descriptor, events: EPOLLIN.rawValue, token: Self.listenerToken)
    }

    /// Stops listening; clients that were not accepted are refused by the kernel.
    func closeAcceptor() {
        acceptor?.close()
        acceptor = nil
        loops = []
    }

    private func pauseAccepting() {
        guard let acceptor else { return }
        acceptor.isPaused = true
        control(EPOLL_CTL_MOD, acceptor.descriptor, events: 0, token: Self.listenerToken)
    }
}
