import Testing

/// What may be found of the pools after a process was killed, by what it has noted.
///
/// The work of a pool is a line: each operation begins when the one before has ended. So a pool is what it was after one
/// of its operations, the last that was acknowledged or a later one. A fork or a difference changes nothing of the pool it
/// is of; a fork is the first operation of the pool it makes.
struct CampaignAccount {
    /// How many operations were acknowledged.
    private(set) var acknowledged = 0
    /// Operations in or before which a process was killed, by name.
    private(set) var inDoubt: [String] = []
    /// Pools whose identity may be another one than before.
    private(set) var renewed: Set<String> = []

    private var lines: [String: Line] = [:]

    /// What a pool was after each of its operations; more than one where it is not known where it began.
    private struct Line {
        var states: [[CampaignPool?]]
        /// The place of the last state that has to be there.
        var reached = 0
        /// The numbers of the operations by their places.
        var waiting: [Int: Int] = [:]

        var allowed: [CampaignPool?] { Array(states[reached...].joined()) }

        mutating func add(_ state: [CampaignPool?], _ number: Int) {
            waiting[states.count] = number
            states.append(state)
        }
    }

    /// Begins with pools as they were found.
    init(found: [String: CampaignPool]) {
        lines = found.mapValues { Line(states: [[$0]]) }
    }

    /// What may be found of a pool; nil for none.
    func allowed(_ id: String) -> [CampaignPool?] {
        lines[id]?.allowed ?? [nil]
    }

    /// The pools that may be there.
    var ids: [String] { lines.keys.sorted() }

    /// Goes through what a process has noted.
    ///
    /// - Returns: what is wrong.
    mutating func read(_ notes: [CampaignNote]) -> [String] {
        lines = lines.mapValues { Line(states: [$0.allowed]) }
        var places: [Int: (id: String, place: Int)] = [:]
        var differences: [Int: CampaignDifference] = [:]
        var unanswered: [Int: String] = [:]
        var wrong: [String] = []
        for note in notes {
            switch note {
            case .opened, .armed: break
            case .wrong(let what): wrong.append(what)
            case .posted(let number, let id, let operation):
                unanswered[number] = operation.name
                let before = lines[id]?.states.last ?? [nil]
                switch operation {
                case .difference(let from, let to):
                    guard let pool = before[0], let old = pool.snapshots[from] else { continue }
                    let new = to.flatMap { pool.snapshots[$0] } ?? pool.state
                    differences[number] = CampaignDifference(from: old, to: new)
                case .fork(let new, let name):
                    renewed.insert(new)
                    places[number] = add(
                        before.map { CampaignOperation.forked($0, at: name) }, number, to: new)
                default:
                    if case .seed = operation { renewed.insert(id) }
                    let after = before.map { pool in
                        var pool = pool
                        operation.apply(to: &pool)
                        return pool
                    }
                    places[number] = add(after, number, to: id)
                }
            case .done(let number, let told):
                acknowledged += 1
                unanswered[number] = nil
                if let expected = differences[number], told != expected {
                    wrong.append("a difference is \(String(describing: told)) instead of \(expected)")
                }
                guard let (id, place) = places[number] else { continue }
                lines[id]?.reached = place
                lines[id]?.waiting[place] = nil
                if let early = lines[id]?.waiting.first(where: { $0.key < place }) {
                    wrong.append("operation \(number) was answered before \(early.value)")
                }
            }
        }
        inDoubt += unanswered.values
        return wrong
    }

    private mutating func add(_ state: [CampaignPool?], _ number: Int, to id: String) -> (String, Int) {
        lines[id, default: Line(states: [[nil]])].add(state, number)
        return (id, (lines[id]?.states.count ?? 1) - 1)
    }
}
