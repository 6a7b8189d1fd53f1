/// The deliveries of a user pool in the order of their numbers, limited in number and bytes.
struct DeliveryStore {
    /// The most deliveries that wait to be sent.
    static let mostPending = 1_000
    /// The most bytes of those that wait.
    static let mostPendingBytes = 16 << 20
    /// The most bytes of those that have ended.
    static let mostEndedBytes = 16 << 20

    /// The most deliveries that have ended.
    let capacity: Int
    private(set) var all: [Delivery] = []
    private var lastNumber: UInt64 = 0
    private var pendingCount = 0
    private var pendingBytes = 0
    private var endedBytes = 0

    /// Makes an empty store.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds a delivery; one for which there is no room is dead at once.
    ///
    /// - Returns: the delivery.
    mutating func add(_ notice: EventNotice, at time: Int64) -> Delivery {
        lastNumber += 1
        var delivery = Delivery(number: lastNumber, notice, at: time)
        if pendingCount >= Self.mostPending {
            delivery.state = .dead
            delivery.endReason = "more than \(Self.mostPending) deliveries of the user pool wait"
        } else if pendingBytes + delivery.size > Self.mostPendingBytes {
            delivery.state = .dead
            delivery.endReason =
                "more than \(Self.mostPendingBytes >> 20) MiB of deliveries of the user pool wait"
            delivery.body = []
        }
        all.append(delivery)
        count(delivery, by: 1)
        removeOldest()
        return delivery
    }

    /// The delivery with a number; nil if it is not kept.
    func delivery(_ number: UInt64) -> Delivery? {
        index(of: number).map { all[$0] }
    }

    /// Changes a delivery.
    ///
    /// - Returns: the changed delivery; nil if it is not kept.
    mutating func change(_ number: UInt64, _ body: (inout Delivery) -> Void) -> Delivery? {
        guard let index = index(of: number) else { return nil }
        count(all[index], by: -1)
        body(&all[index])
        count(all[index], by: 1)
        let changed = all[index]
        removeOldest()
        return changed
    }

    private mutating func count(_ delivery: Delivery, by sign: Int) {
        if delivery.state == .pending {
            pendingCount += sign
            pendingBytes += sign * delivery.size
        } else {
            endedBytes += sign * delivery.size
        }
    }

    /// Removes the oldest deliveries that have ended while there are too many.
    private mutating func removeOldest() {
        while all.count - pendingCount > capacity || endedBytes > Self.mostEndedBytes,
            let index = all.firstIndex(where: { $0.state != .pending })
        {
            count(all[index], by: -1)
            all.remove(at: index)
        }
    }

    private func index(of number: UInt64) -> Int? {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].number == number ? low : nil
    }
}
