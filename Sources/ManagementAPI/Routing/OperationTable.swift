internal import Bytes
internal import Contract
internal import HTTP

/// The emulated operations by method and path, found without a copy of the path.
///
/// Not a Dictionary: it would need the path as a String, and the lookup was a twentieth of the cost of a small request.
struct OperationTable: Sendable {
    private static let start: StaticString = "/api/v3/"

    private struct Slot {
        let hash: UInt64
        let entry: OperationEntry
    }

    /// At most half of the slots are used; an operation is in the first free one from that of its hash on.
    private var slots: [Slot?]

    /// Makes the table.
    init(_ entries: [OperationEntry]) {
        var size = 2
        while size < entries.count * 2 { size *= 2 }
        slots = Array(repeating: nil, count: size)
        for entry in entries {
            let path = Array("\(Self.start)\(entry.pathEnd)".utf8)
            let hash = path.withUnsafeBytes { Self.hash(of: ByteView($0)) }
            var place = slot(of: hash)
            while slots[place] != nil { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(hash: hash, entry: entry)
        }
    }

    /// The operation of a method and a path; nil if there is none.
    func entry(_ method: OperationDeclaration.Method, _ path: ByteView) -> OperationEntry? {
        first(at: path) { $0.method == method }
    }

    /// The methods of the operations with a path.
    func methods(of path: ByteView) -> [OperationDeclaration.Method] {
        [.get, .post].filter { entry($0, path) != nil }
    }

    private func first(at path: ByteView, where fits: (OperationEntry) -> Bool) -> OperationEntry? {
        let hash = Self.hash(of: path)
        var place = slot(of: hash)
        while let slot = slots[place] {
            if slot.hash == hash, fits(slot.entry), Self.isPath(path, of: slot.entry) { return slot.entry }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func isPath(_ path: ByteView, of entry: OperationEntry) -> Bool {
        let startCount = start.utf8CodeUnitCount
        guard path.count >= startCount, path.view(0..<startCount).equals(start) else { return false }
        var end = entry.pathEnd
        return end.withUTF8 { end in
            path.view(startCount..<path.count).withUnsafeBytes {
                $0.hasSameBytes(as: UnsafeRawBufferPointer(end))
            }
        }
    }

    private func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

    /// Mixes eight bytes at a time by a multiplication; clients cannot add paths, so it needs no secret.
    private static func hash(of path: ByteView) -> UInt64 {
        var hash = UInt64(path.count)
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        var index = 0
        while index + 8 <= path.count {
            mix(path.word(at: index))
            index += 8
        }
        while index < path.count {
            mix(UInt64(path[index]))
            index += 1
        }
        return hash
    }
}
