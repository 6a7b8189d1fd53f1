// Members of lists in a seed are given by name. Looking up ten million names in a B-tree of a million rows takes longer
// than the rest of the work for them. So names that were looked up are cached in a hash table with four entries in each
// bucket. It grows to a limit and then evicts entries. The whole name is stored, so a hit is always right; long names
// are not cached. Rejected: a dictionary of all names, which grows with the seed.

/// A cache of the row keys of names.
public final class NameTable {
    /// 64 MiB.
    private static let mostPlaces = 1 << 21
    private static let fewestPlaces = 1 << 8
    private static let placesOfBucket = 4
    /// The longest name that is kept, in bytes: three words.
    private static let longestName = 24

    /// A name, padded with zeros, and its key.
    private struct Place {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        /// The key, and in the lowest byte the length of the name; 0 for a free entry.
        var last: UInt64 = 0

        func hasName(of other: Place) -> Bool {
            first == other.first && second == other.second && third == other.third
                && last & 0xff == other.last & 0xff
        }

        /// A hash of the name: products with odd constants, with their high halves mixed in.
        var hash: Int {
            let one = (first ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: second ^ 0xe703_7ed1_a0b4_28db)
            let two = (third ^ 0x8ebc_6af0_9c88_c6e3).multipliedFullWidth(by: one.high ^ one.low | 1)
            return Int(truncatingIfNeeded: two.high ^ two.low)
        }
    }

    private var places: UnsafeMutablePointer<Place>
    private var placeCount: Int
    private var used = 0
    private var next = 0

    /// Creates an empty table of some kilobytes.
    init() {
        placeCount = Self.fewestPlaces
        places = Self.emptyPlaces(Self.fewestPlaces)
    }

    deinit {
        places.deallocate()
    }

    private static func emptyPlaces(_ count: Int) -> UnsafeMutablePointer<Place> {
        let places = UnsafeMutablePointer<Place>.allocate(capacity: count)
        places.initialize(repeating: Place(), count: count)
        return places
    }

    /// The key of a name, if it is cached.
    ///
    /// - Parameter name: UTF-8.
    /// - Returns: the key, or nil.
    public func key(of name: UnsafeRawBufferPointer) -> Int64? {
        guard let wanted = Self.place(name, key: 0) else { return nil }
        let bucket = bucket(of: wanted)
        for index in bucket..<bucket + Self.placesOfBucket where places[index].hasName(of: wanted) {
            return Int64(places[index].last >> 8)
        }
        return nil
    }

    /// Caches a name that is not cached yet.
    ///
    /// - Parameters:
    ///   - name: UTF-8.
    ///   - key: its key, not negative and below 2^55.
    public func remember(_ name: UnsafeRawBufferPointer, key: Int64) {
        guard let place = Self.place(name, key: key) else { return }
        if used * 2 > placeCount, placeCount < Self.mostPlaces { grow() }
        while !put(place) {
            guard used * 8 > placeCount * 3, placeCount < Self.mostPlaces else {
                // Evicts one of the four entries, each in its turn.
                next = (next + 1) % Self.placesOfBucket
                places[bucket(of: place) + next] = place
                return
            }
            grow()
        }
    }

    /// Removes all entries and frees the memory.
    func removeAll() {
        places.deallocate()
        placeCount = Self.fewestPlaces
        places = Self.emptyPlaces(placeCount)
        used = 0
    }

    private func bucket(of place: Place) -> Int {
        place.hash & (placeCount - 1) & ~(Self.placesOfBucket - 1)
    }

    /// Adds an entry to its bucket.
    ///
    /// - Returns: false when the bucket is full.
    private func put(_ place: Place) -> Bool {
        let bucket = bucket(of: place)
        for index in bucket..<bucket + Self.placesOfBucket where places[index].last == 0 {
            places[index] = place
            used += 1
            return true
        }
        return false
    }

    private func grow() {
        let (old, oldCount) = (places, placeCount)
        placeCount *= 2
        places = Self.emptyPlaces(placeCount)
        used = 0
        for index in 0..<oldCount where old[index].last != 0 { _ = put(old[index]) }
        old.deallocate()
    }

    private static func place(_ name: UnsafeRawBufferPointer, key: Int64) -> Place? {
        guard name.count <= longestName else { return nil }
        var place = Place()
        withUnsafeMutableBytes(of: &place) { $0.copyMemory(from: name) }
        place.last = UInt64(key) << 8 | UInt64(name.count + 1)
        return place
    }
}

/// A set of row keys, with one bit for each.
public struct DistinctKeys {
    /// Up to this many words are cleared one by one, which is cheaper than clearing all.
    private static let mostTouched = 4_096

    private var bits: [UInt64] = []
    private var touched: [Int] = []

    public init() {}

    /// Inserts a key.
    ///
    /// - Parameter key: not negative.
    /// - Returns: whether it was not in the set.
    public mutating func insert(_ key: Int64) -> Bool {
        let word = Int(key >> 6)
        let bit: UInt64 = 1 << UInt64(key & 63)
        if word >= bits.count {
            bits.append(contentsOf: repeatElement(0, count: max(word + 1, bits.count * 2) - bits.count))
        }
        guard bits[word] & bit == 0 else { return false }
        bits[word] |= bit
        if touched.count < Self.mostTouched { touched.append(word) }
        return true
    }

    public mutating func removeAll() {
        if touched.count < Self.mostTouched {
            for word in touched { bits[word] = 0 }
        } else {
            bits = []
        }
        touched.removeAll(keepingCapacity: true)
    }
}
