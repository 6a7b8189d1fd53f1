import Glibc

/// A thread that blocks on each connection.
enum ThreadPerConnection {
    static func serve(_ listener: Int32) -> Never {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { continue }
            Socket.setNoDelay(descriptor)
            var thread = pthread_t()
            let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
                let descriptor = Int32(Int(bitPattern: argument) - 1)
                let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
                while Socket.exchange(descriptor, buffer) {}
                buffer.deallocate()
                close(descriptor)
                return nil
            }
            pthread_create(&thread, nil, start, UnsafeMutableRawPointer(bitPattern: Int(descriptor) + 1))
            pthread_detach(thread)
        }
    }
}
