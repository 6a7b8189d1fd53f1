public import Bytes
internal import Locking
internal import Platform

/// A source of unpredictable bytes.
public protocol RandomSource: Sendable {
    /// Fills a buffer with random bytes.
    func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

extension RandomSource {
    /// A number of random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { fill($0) }
        return bytes
    }

    /// A random UUID (version 4, https://www.rfc-editor.org/rfc/rfc9562#section-5.4).
    public func uuid() -> UUIDBytes {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { raw in
            fill(raw)
            return UUIDBytes(random: raw.load(as: UInt64.self), raw.load(fromByteOffset: 8, as: UInt64.self))
        }
    }
}

/// Bytes of the kernel's generator, read a page at a time: every reply has a random request id, and a system call for
/// each would cost more than the rest of the envelope.
public final class SystemRandom: RandomSource {
    private static let pageBytes = 4_096

    private struct Page {
        var bytes = [UInt8](repeating: 0, count: SystemRandom.pageBytes)
        var used = SystemRandom.pageBytes
    }

    private let page = Lock(Page())

    public init() {}

    public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        page.withLock { page in
            guard buffer.count <= Self.pageBytes else {
                Self.fetch(into: buffer)
                return
            }
            if page.used + buffer.count > Self.pageBytes {
                page.bytes.withUnsafeMutableBytes { Self.fetch(into: $0) }
                page.used = 0
            }
            let start = page.used
            page.bytes.withUnsafeMutableBytes { bytes in
                let slice = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + buffer.count])
                buffer.copyMemory(from: UnsafeRawBufferPointer(slice))
                // Used bytes do not stay in memory.
                slice.initializeMemory(as: UInt8.self, repeating: 0)
            }
            page.used += buffer.count
        }
    }

    /// The most bytes of one call (getentropy(3)).
    private static let entropyBytes = 256

    private static func fetch(into buffer: UnsafeMutableRawBufferPointer) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let piece = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(entropyBytes))
            guard let base = piece.baseAddress, getentropy(base, piece.count) == 0 else {
                fatalError("the kernel gives no random bytes")
            }
            rest = rest.dropFirst(piece.count)
        }
    }
}
