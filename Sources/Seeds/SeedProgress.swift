internal import Locking

/// The progress of reading and applying seeds.
///
/// It may be read at any time on any thread.
public final class SeedProgress: Sendable {
    /// The steps of applying a seed, in their order.
    public enum Step: String, Sendable {
        /// Reading the file to check that it is a seed.
        case checking
        /// Reading it again and creating the rows.
        case filling
        /// The work after the last row, such as filling indexes.
        case indexing
        /// Creating the seed snapshot and synchronizing the files.
        case saving
    }

    /// The state of the work.
    public struct Moment: Sendable, Equatable {
        /// The file's path as the caller wrote it.
        public let seed: String
        public let step: Step
        /// How much of the file has been read in this step, in percent; nil in a step that does not read it.
        public fileprivate(set) var percent: Int?
    }

    private let moment = Lock<Moment?>(nil)

    public init() {}

    /// The current state; nil before a seed is read.
    public var now: Moment? { moment.withLock(\.self) }

    /// Records that a step begins.
    func begin(_ step: Step, of seed: String) {
        let isReading = step == .checking || step == .filling
        moment.withLock { $0 = Moment(seed: seed, step: step, percent: isReading ? 0 : nil) }
    }

    /// Records that the file is read up to an offset.
    func note(_ offset: Int, of byteCount: Int) {
        moment.withLock { moment in
            guard let percent = moment?.percent, byteCount > 0 else { return }
            // Lists are skipped at first and read later, so the offset can go back.
            moment?.percent = max(percent, min(100, offset * 100 / byteCount))
        }
    }
}
