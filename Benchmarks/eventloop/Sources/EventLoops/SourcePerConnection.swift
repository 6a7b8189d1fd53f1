import Dispatch
import Glibc

/// A DispatchSource for each connection, spread over serial queues.
enum SourcePerConnection {
    static func serve(_ listener: Int32, threads: Int) -> Never {
        let queues = (0..<threads).map { DispatchQueue(label: "queue \($0)") }
        nonisolated(unsafe) let buffers = (0..<threads).map { _ in
            UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
        }
        nonisolated(unsafe) var next = 0
        let source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: queues[0])
        source.setEventHandler {
            Socket.acceptAll(listener) { descriptor in
                watch(descriptor, on: queues[next % threads], with: buffers[next % threads])
                next += 1
            }
        }
        source.activate()
        withExtendedLifetime(source) { dispatchMain() }
    }

    private static func watch(
        _ descriptor: Int32, on queue: DispatchQueue, with buffer: UnsafeMutableRawBufferPointer
    ) {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        nonisolated(unsafe) let buffer = buffer
        source.setEventHandler {
            if !Socket.exchange(descriptor, buffer) { source.cancel() }
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }
}
