internal import Crypto
internal import Locking

/// Bytes that follow from a seed: the HMAC-SHA-256 of 0, 1, 2, … with the seed's key, as in the counter mode of
/// NIST SP 800-108r1, section 4.1.
final class RepeatableRandom: RandomSource {
    private struct Stream {
        var count: UInt64 = 0
        var block: [UInt8] = []
        var used = 0
    }

    private let seed: RandomSeed
    private let stream = Lock(Stream())

    init(_ seed: RandomSeed) {
        self.seed = seed
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        stream.withLock { stream in
            for index in buffer.indices {
                if stream.used == stream.block.count { next(&stream) }
                buffer[index] = stream.block[stream.used]
                stream.used += 1
            }
        }
    }

    private func next(_ stream: inout Stream) {
        let number = withUnsafeBytes(of: stream.count.bigEndian, Array.init)
        stream.block = Array(HMAC<SHA256>.authenticationCode(for: number, using: seed.key))
        stream.count += 1
        stream.used = 0
    }
}
