public import Bytes

extension ByteView {
    /// The path without extra slashes, as from a client whose host or path ends in a slash: repeated slashes are one,
    /// and the last one is removed.
    ///
    /// Only for a path that no route matches.
    ///
    /// - Returns: the path; nil if it has no extra slash.
    /// - Complexity: O(n) in the length of the path.
    public var withoutExtraSlashes: [UInt8]? {
        guard hasExtraSlashes else { return nil }
        var meant: [UInt8] = []
        meant.reserveCapacity(count)
        for byte in self where byte != ByteClass.slash || meant.last != ByteClass.slash { meant.append(byte) }
        if meant.count > 1, meant.last == ByteClass.slash { meant.removeLast() }
        return meant
    }

    private var hasExtraSlashes: Bool {
        guard count > 1 else { return false }
        if last == ByteClass.slash { return true }
        for index in 1..<count where self[index] == ByteClass.slash && self[index - 1] == ByteClass.slash {
            return true
        }
        return false
    }
}
