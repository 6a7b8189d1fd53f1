import Glibc

/// A way to wait for sockets.
enum Design: String, CaseIterable {
    /// A block on a serial queue waits in epoll.
    case epollInQueue = "epoll-in-queue"
    /// A DispatchSource waits for the epoll descriptor.
    case epollUnderSource = "epoll-under-source"
    /// A DispatchSource waits for each connection, on one serial queue.
    case sourcePerConnection = "source-per-connection"
    /// A thread blocks on each connection.
    case threadPerConnection = "thread-per-connection"

    /// Serves the connections of a listener for ever.
    func serve(_ listener: Int32, threads: Int) -> Never {
        switch self {
        case .epollInQueue: EpollInQueue.serve(listener, threads: threads)
        case .epollUnderSource: EpollUnderSource.serve(listener)
        case .sourcePerConnection: SourcePerConnection.serve(listener, threads: threads)
        case .threadPerConnection: ThreadPerConnection.serve(listener)
        }
    }
}

@main
enum Main {
    /// `EventLoops DESIGN [THREADS]`: prints its port and serves until it is ended.
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let design = Design(rawValue: arguments[1]) else {
            print("usage: EventLoops \(Design.allCases.map(\.rawValue).joined(separator: "|")) [THREADS]")
            exit(64)
        }
        let (listener, port) = Socket.listen(isBlocking: design == .threadPerConnection)
        print(port)
        fflush(nil)
        design.serve(listener, threads: arguments.count > 2 ? Int(arguments[2]) ?? 1 : 1)
    }
}
