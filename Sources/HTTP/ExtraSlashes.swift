public import Bytes

extension ByteView {
    /// The path that a client means whose host is written with a slash at its end or whose path ends in one:
    /// slashes in a row as one, and none at the end.
    ///
    /// For a path that no route has; a path that is routed as it is needs no second look.
    ///
    /// - Returns: the path, or nil when it has no slash too many.
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
