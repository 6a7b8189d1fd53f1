public import JSON

extension Value {
    /// Whether the value contains another: an object has all members of the other and may have more, an array has the
    /// same number of elements, each containing the other's; anything else is equal.
    public func contains(_ other: Value) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .null: return true
        case .bool: return bool == other.bool
        case .number: return isSameNumber(as: other)
        case .string: return other.string.map(isString(equalTo:)) ?? false
        case .array:
            return count == other.count && zip(elements, other.elements).allSatisfy { $0.contains($1) }
        case .object:
            return other.members.allSatisfy { name, member in
                self[name.string ?? ""]?.contains(member) ?? false
            }
        }
    }

    private func isSameNumber(as other: Value) -> Bool {
        if let number = int64 { return number == other.int64 }
        return double == other.double && other.int64 == nil
    }
}
