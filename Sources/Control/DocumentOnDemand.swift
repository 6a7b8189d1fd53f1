internal import Locking

/// A document that is created at the first request for it, and cached.
final class DocumentOnDemand: Sendable {
    private let make: @Sendable () -> [UInt8]
    private let made = Lock<[UInt8]?>(nil)

    /// Prepares a document.
    init(_ make: @escaping @Sendable () -> [UInt8]) {
        self.make = make
    }

    /// The document.
    var bytes: [UInt8] {
        made.withLock { made in
            let bytes = made ?? make()
            made = bytes
            return bytes
        }
    }
}
