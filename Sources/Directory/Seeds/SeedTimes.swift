internal import JSON
internal import PoolEngine
internal import Synchronization

/// When a group, an organization or a department was made and changed, as far as a seed tells.
struct SeedTimes {
    /// When it was made; nil for the pool's time.
    var createdAt: Timestamp?
    /// When it last changed; nil for when it was made.
    var updatedAt: Timestamp?
}

/// How a member of a seed's list joined, as far as the seed tells.
struct SeedJoining {
    /// When; nil for the pool's time.
    var joinedAt: Timestamp?
    /// The place among all who joined departments of the pool, from 1; nil for the one after the highest so far.
    var joinOrder: Int64?
}

/// The time at which a seed is applied: one moment for all that it makes, or what the seed itself tells.
final class SeedClock: WallClock {
    private let milliseconds: Atomic<Int64>

    /// Starts at a fixed moment.
    init(_ moment: Timestamp) {
        milliseconds = Atomic(moment.milliseconds)
    }

    var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    /// Sets the clock.
    func set(_ moment: Timestamp) {
        milliseconds.store(moment.milliseconds, ordering: .relaxed)
    }
}

extension SeedFile {
    /// The members of an object with times.
    static let timeFields = ["createdAt", "updatedAt"]
    /// The members of a user that tell of the past.
    static let pastFields =
        timeFields + [
            "statusChangedAt", "passwordLastSetAt", "lastLogin", "loginsCount", "userSourceType",
            "userSourceId",
        ]
    /// The highest place in the order of joining, which leaves room for all that join later.
    private static let highestJoinOrder: Int64 = 1 << 53

    /// Reads when something was made and changed.
    static func times(of object: SeedObject) throws(SeedError) -> SeedTimes {
        SeedTimes(createdAt: try object.moment("createdAt"), updatedAt: try object.moment("updatedAt"))
    }

    /// Reads a user's past.
    static func past(of object: SeedObject) throws(SeedError) -> UserPast {
        var past = UserPast()
        past.createdAt = try object.moment("createdAt")
        past.updatedAt = try object.moment("updatedAt")
        past.statusChangedAt = try object.moment("statusChangedAt")
        past.passwordLastSetAt = try object.moment("passwordLastSetAt")
        past.lastLogin = try object.moment("lastLogin")
        past.loginsCount = Int64(try object.integer("loginsCount") ?? 0)
        guard past.loginsCount >= 0 else {
            throw object.place.member("loginsCount").error("must not be negative")
        }
        past.userSourceType = try object.choice("userSourceType", of: UserSource.self) ?? .adminCreated
        past.userSourceId = try object.text("userSourceId", emptyIsNone: true)
        return past
    }

    /// Reads a member of a group or a department that is an object.
    ///
    /// - Parameters:
    ///   - value: the object.
    ///   - place: where it stands.
    ///   - list: the list that contains it.
    /// - Returns: the user's id or name, and how the user joined.
    /// - Throws: `SeedError.invalid`.
    static func member(
        _ value: Value, _ place: SeedPlace, in list: SeedUserList
    ) throws(SeedError) -> (name: String, joining: SeedJoining) {
        let fields: [String]? =
            switch list {
            case .groupMembers: ["user", "joinedAt"]
            case .departmentMembers: ["user", "joinedAt", "joinOrder"]
            case .leaders: nil
            }
        guard let fields, value.kind == .object else {
            throw place.error("must be the userId or username of a user")
        }
        let object = try SeedObject(value, at: place, allowing: fields)
        var joining = SeedJoining(joinedAt: try object.moment("joinedAt"))
        if let order = try object.integer("joinOrder") {
            guard (1...highestJoinOrder).contains(Int64(order)) else {
                throw place.member("joinOrder").error("must be a number from 1 to \(highestJoinOrder)")
            }
            joining.joinOrder = Int64(order)
        }
        return (try object.requiredText("user"), joining)
    }
}

extension SeedObject {
    /// A time, or nil when it is absent.
    ///
    /// - Throws: `SeedError.invalid`.
    func moment(_ name: String) throws(SeedError) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw place.member(name).error("must be a time such as 2022-07-03T02:20:30.000Z")
        }
        return time
    }
}
