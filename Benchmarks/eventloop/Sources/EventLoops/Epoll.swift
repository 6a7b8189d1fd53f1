import CEpoll
import Dispatch
import Glibc

/// An epoll instance with its connections.
struct Epoll {
    let descriptor = epoll_create1(0)
    private let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)

    /// Reports a descriptor when it can be read.
    func add(_ descriptor: Int32) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.fd = descriptor
        epoll_ctl(self.descriptor, EPOLL_CTL_ADD, descriptor, &event)
    }

    /// Waits once and serves what is ready.
    ///
    /// - Parameters:
    ///   - timeout: milliseconds; -1 for no limit.
    ///   - listener: the listener, if it is among the descriptors.
    ///   - accepted: takes a new connection.
    /// - Returns: how many descriptors were ready.
    func serve(timeout: Int32, listener: Int32, accepted: (Int32) -> Void) -> Int {
        let count = Int(max(0, epoll_wait(descriptor, events.baseAddress, 256, timeout)))
        for event in events[..<count] {
            if event.data.fd == listener {
                Socket.acceptAll(listener, accepted)
            } else if !Socket.exchange(event.data.fd, buffer) {
                close(event.data.fd)
            }
        }
        return count
    }
}

/// Blocks on serial queues wait in epoll: the emulator's own design.
enum EpollInQueue {
    static func serve(_ listener: Int32, threads: Int) -> Never {
        let epolls = (0..<threads).map { _ in Epoll() }
        epolls[0].add(listener)
        for index in epolls.indices {
            nonisolated(unsafe) let epolls = epolls
            DispatchQueue(label: "loop \(index)").async {
                var next = 0
                while true {
                    _ = epolls[index].serve(timeout: -1, listener: listener) { descriptor in
                        epolls[next % threads].add(descriptor)
                        next += 1
                    }
                }
            }
        }
        dispatchMain()
    }
}

/// Dispatch waits for the epoll descriptor and wakes a serial queue for each batch.
enum EpollUnderSource {
    static func serve(_ listener: Int32) -> Never {
        nonisolated(unsafe) let epoll = Epoll()
        epoll.add(listener)
        let source = DispatchSource.makeReadSource(
            fileDescriptor: epoll.descriptor, queue: DispatchQueue(label: "loop"))
        source.setEventHandler {
            while epoll.serve(timeout: 0, listener: listener, accepted: epoll.add) > 0 {}
        }
        source.activate()
        withExtendedLifetime(source) { dispatchMain() }
    }
}
