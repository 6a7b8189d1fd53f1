internal import Dispatch
internal import Locking
internal import Synchronization

/// A store of entries, the oldest of which can be removed.
public protocol BudgetedStore: AnyObject, Sendable {
    /// How many bytes are kept, about.
    var keptBytes: Int { get }

    /// Removes the oldest entries while more than this many bytes are kept, and reports what is left to the budget.
    func trim(toBytes most: Int)
}

/// The most bytes that many stores keep together.
///
/// When they keep more, the largest ones lose their oldest entries, until all together keep three quarters. A store that
/// is small compared with the others loses nothing.
public final class MemoryBudget: Sendable {
    /// How far what a store keeps may differ from what it has reported, in bytes: a store seldom touches the shared count.
    static let grain = 16_384

    private struct Member: Sendable {
        weak var store: (any BudgetedStore)?
    }

    private let mostBytes: Int
    /// How many bytes the stores have reported.
    let used = Atomic(0)
    private let isTrimming = Atomic(false)
    private let members = Lock<[ObjectIdentifier: Member]>([:])

    /// Sets the most bytes.
    public init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    /// Adds a store.
    public func add(_ store: any BudgetedStore) {
        members.withLock { $0[ObjectIdentifier(store)] = Member(store: store) }
    }

    /// Removes a store that ends, with what its share has reported.
    public func remove(_ store: ObjectIdentifier, _ share: MemoryShare) {
        members.withLock { _ = $0.removeValue(forKey: store) }
        used.subtract(share.reported, ordering: .relaxed)
    }

    fileprivate func change(by bytes: Int) {
        guard used.add(bytes, ordering: .relaxed).newValue > mostBytes else { return }
        guard !isTrimming.exchange(true, ordering: .relaxed) else { return }
        // The caller holds the lock of its store.
        DispatchQueue.global(qos: .utility).async { self.trim() }
    }

    private func trim() {
        defer { isTrimming.store(false, ordering: .relaxed) }
        let stores = members.withLock { $0.values.compactMap(\.store) }
        let most = Self.fairShare(of: mostBytes / 4 * 3, among: stores.map(\.keptBytes))
        for store in stores { store.trim(toBytes: most) }
    }

    /// The most bytes of each store with which all together keep no more than a total.
    static func fairShare(of total: Int, among sizes: [Int]) -> Int {
        var rest = total
        var count = sizes.count
        for size in sizes.sorted() {
            guard size * count > rest else {
                rest -= size
                count -= 1
                continue
            }
            return rest / count
        }
        return .max
    }
}

/// What one store has reported to a budget; protected by the lock of the store.
public struct MemoryShare: Sendable {
    fileprivate private(set) var reported = 0

    /// Nothing.
    public init() {}

    /// Reports what the store keeps, if that differs enough from the last report.
    public mutating func note(_ bytes: Int, to budget: MemoryBudget) {
        if (bytes - reported).magnitude >= MemoryBudget.grain { report(bytes, to: budget) }
    }

    /// Reports what the store keeps.
    public mutating func report(_ bytes: Int, to budget: MemoryBudget) {
        let change = bytes - reported
        reported = bytes
        budget.change(by: change)
    }
}
