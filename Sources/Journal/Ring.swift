/// Entries in the order of their numbers; the oldest are replaced first.
struct Ring: Sendable {
    /// The entries from `start` on, continued at the front; nil where an entry was removed.
    private var slots: [JournalEntry?] = []
    /// The slot of the oldest entry.
    private var start = 0
    private var count = 0
    /// How many bytes the entries keep.
    private(set) var bytes = 0
    private var lastNumber: UInt64 = 0

    /// Adds an entry with the next number.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - capacity: the most entries, at least 1.
    ///   - mostBytes: the most bytes of all entries; a larger entry is kept alone.
    mutating func append(_ entry: JournalEntry, capacity: Int, mostBytes: Int) {
        lastNumber += 1
        entry.number = lastNumber
        bytes += entry.bytes
        while count > 0, count == capacity || bytes > mostBytes { removeFirst() }
        if count == slots.count, slots.count < capacity {
            // The slots are in order here or become so: a ring grows only when every slot is in use.
            if start > 0 {
                slots = Array(slots[start...] + slots[..<start])
                start = 0
            }
            slots.append(entry)
        } else {
            slots[slot(count)] = entry
        }
        count += 1
    }

    /// The slot of an entry, counted from the oldest.
    private func slot(_ index: Int) -> Int {
        let slot = start + index
        return slot < slots.count ? slot : slot - slots.count
    }

    /// The newest entries that fit, oldest first.
    func last(_ limit: Int, where fits: (JournalEntry) -> Bool) -> [JournalEntry] {
        var found: [JournalEntry] = []
        var index = count
        while index > 0, found.count < limit {
            index -= 1
            if let entry = slots[slot(index)], fits(entry) { found.append(entry) }
        }
        return found.reversed()
    }

    /// How many entries fit.
    func count(where fits: (JournalEntry) -> Bool) -> Int {
        (0..<count).count { slots[slot($0)].map(fits) ?? false }
    }

    /// Removes all entries; numbers go on.
    mutating func removeAll() {
        slots = []
        (start, count, bytes) = (0, 0, 0)
    }

    /// Removes the oldest entries while all keep more than this many bytes.
    mutating func removeOldest(whileOver most: Int) {
        while count > 0, bytes > most { removeFirst() }
    }

    private mutating func removeFirst() {
        bytes -= slots[start]?.bytes ?? 0
        slots[start] = nil
        start = slot(1)
        count -= 1
    }
}
