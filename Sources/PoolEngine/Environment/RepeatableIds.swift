/// Ids that follow from a seed: those of `ObjectIdSource`, whose time is always the same.
struct RepeatableIds: IdSource {
    /// 2020-01-01T00:00:00Z.
    private static let moment = Timestamp(milliseconds: 1_577_836_800_000)

    private let ids: ObjectIdSource

    init(random: RepeatableRandom) {
        ids = ObjectIdSource(random: random)
    }

    func next(at moment: Timestamp) -> String {
        ids.next(at: Self.moment)
    }
}
