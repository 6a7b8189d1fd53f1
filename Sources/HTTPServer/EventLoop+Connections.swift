import Platform

// Connections and their deadlines.
extension EventLoop {
    /// Adds an accepted socket to this loop's connections.
    func adopt(_ descriptor: Int32) {
        generation += 1
        let token = (generation & 0x7FFF_FFFF) << 32 | UInt64(descriptor)
        do {
            try poller.add(descriptor, token: token, for: .input)
        } catch {
            SystemCall.close(descriptor)
            countClosed()
            return
        }
        let connection = Connection(descriptor: descriptor, token: token, loop: self)
        while connections.count <= Int(descriptor) { connections.append(nil) }
        connections[Int(descriptor)] = connection
        connectionCount += 1
        scheduleSweep(by: connection.deadline)
        if isStopping { connection.stop() }
    }

    /// Removes a connection whose descriptor is about to be closed.
    func forget(_ connection: Connection, descriptor: Int32) {
        poller.remove(closing: descriptor)
        connections[Int(descriptor)] = nil
        connectionCount -= 1
        countClosed()
    }

    private func countClosed() {
        if connectionCounter.removeOne() { (accepting ?? self).post(.accept) }
    }

    /// Schedules the sweep for this time at the latest, in milliseconds, but not within one tick from now.
    func scheduleSweep(by deadline: Int64) {
        guard deadline < nextSweep else { return }
        nextSweep = min(nextSweep, max(deadline, now + Int64(configuration.timeouts.tick)))
    }

    /// The longest wait for events, in milliseconds; -1 for no limit.
    func pollTimeoutMilliseconds() -> Int32 {
        nextSweep == .max ? -1 : Int32(clamping: max(0, nextSweep - now))
    }

    /// Handles the deadlines that have passed and finds the next one.
    func sweep() {
        nextSweep = .max
        if now >= stopDeadline {
            for case let connection? in connections { connection.close(byReset: true) }
            return
        }
        var earliest = stopDeadline
        for case let connection? in connections {
            if connection.deadline <= now { connection.expire() }
            if connection.isOpen { earliest = min(earliest, connection.deadline) }
        }
        if earliest != .max { scheduleSweep(by: earliest) }
        if acceptor?.isPaused == true { resumeAccepting() }
    }
}
