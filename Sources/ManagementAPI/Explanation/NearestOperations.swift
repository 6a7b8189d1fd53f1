/// The operations whose paths are most like an unknown one.
enum NearestOperations {
    /// The most operations.
    private static let most = 3
    /// The most bytes of a path that are compared.
    private static let comparedLength = 200

    /// Finds the operations.
    ///
    /// - Parameter path: the path of a request.
    /// - Returns: known operations with the number of letters to change, the nearest first; none if all are far.
    static func find(_ path: String) -> [(operation: KnownOperation, distance: Int)] {
        let wanted = Array(path.utf8.prefix(comparedLength))
        // Half of the letters may be wrong, or the first parts of the path may be absent.
        let farthest = max(4, lastPart(of: wanted).count / 2)
        let found = KnownOperations.all.compactMap { operation in
            let known = Array(operation.path.utf8)
            let ofLastPart = distance(lastPart(of: wanted), lastPart(of: known))
            guard ofLastPart <= farthest else { return nil as (KnownOperation, Int, Int)? }
            return (operation, ofLastPart, distance(wanted[...], known[...]))
        }
        let sorted = found.sorted { ($0.1, $0.2, $0.0.path) < ($1.1, $1.2, $1.0.path) }
        return sorted.prefix(most).map { ($0.0, $0.2) }
    }

    private static func lastPart(of path: [UInt8]) -> ArraySlice<UInt8> {
        path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
    }

    /// How many bytes have to be inserted, removed or replaced to make one text of another (Levenshtein).
    private static func distance(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Int {
        var row = Array(0...second.count)
        for (index, byte) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in second.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(replaced, row[place] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
