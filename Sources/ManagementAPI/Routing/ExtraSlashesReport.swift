public import Bytes
internal import HTTP
public import Logging
internal import Synchronization

/// Reports that a path with extra slashes was served, once for slashes at its end and once for repeated ones.
public final class ExtraSlashesReport: Sendable {
    private let hasReportedEnd = Atomic<Bool>(false)
    private let hasReportedRow = Atomic<Bool>(false)

    private let logger: Logger

    public init(logger: Logger) {
        self.logger = logger
    }

    /// Reports a path that was served, unless a path of its kind has been reported.
    ///
    /// - Parameters:
    ///   - path: the path as received, with extra slashes.
    ///   - meant: the path that was served.
    public func report(on path: ByteView, meant: [UInt8]) {
        let endsInSlash = path.count > 1 && path.last == UInt8(ascii: "/")
        let isReported =
            endsInSlash
            ? hasReportedEnd.exchange(true, ordering: .relaxed)
            : hasReportedRow.exchange(true, ordering: .relaxed)
        guard !isReported else { return }
        let kind = endsInSlash ? "a slash at its end" : "slashes in a row"
        logger.notice(
            "served a path with \(kind); the client's host may be written with a slash at its end",
            metadata: ["path": "\(String(decoding: meant.prefix(200), as: UTF8.self))"])
    }
}
