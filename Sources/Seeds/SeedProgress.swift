internal import Locking

/// How far reading and applying seeds has come, for people who wait for it.
///
/// It may be asked at any time on any thread.
public final class SeedProgress: Sendable {
    /// What is done with a seed, in the order in which it is done.
    public enum Step: String, Sendable {
        /// Reading the file to see whether it is a seed.
        case checking
        /// Reading it again and making the rows.
        case filling
        /// What is done when all rows are there, such as filling indexes.
        case indexing
        /// Keeping the image that the pool is reset to, and putting all on the disk.
        case saving
    }

    /// A moment of the work.
    public struct Moment: Sendable, Equatable {
        /// The file as its caller wrote it.
        public let seed: String
        /// What is done.
        public let step: Step
        /// How much of the file has been read in this step, in percent; nil in a step that reads none of it.
        public fileprivate(set) var percent: Int?
    }

    private let moment = Lock<Moment?>(nil)

    /// Nothing is in work yet.
    public init() {}

    /// What is in work; nil before a seed is read.
    public var now: Moment? { moment.withLock(\.self) }

    /// Notes that a step begins.
    func begin(_ step: Step, of seed: String) {
        let isReading = step == .checking || step == .filling
        moment.withLock { $0 = Moment(seed: seed, step: step, percent: isReading ? 0 : nil) }
    }

    /// Notes that the file is read up to an offset.
    func note(_ offset: Int, of byteCount: Int) {
        moment.withLock { moment in
            guard let percent = moment?.percent, byteCount > 0 else { return }
            // Some lists are skipped here and read later.
            moment?.percent = max(percent, min(100, offset * 100 / byteCount))
        }
    }
}
