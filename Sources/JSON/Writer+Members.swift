extension Writer {
    /// Writes a member with a string, or `null` for nil.
    public mutating func member(_ name: StaticString, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    /// Writes a member with `true` or `false`, or `null` for nil.
    public mutating func member(_ name: StaticString, _ value: Bool?) {
        self.name(name)
        if let value { bool(value) } else { null() }
    }

    /// Writes a member with an integer, or `null` for nil.
    public mutating func member(_ name: StaticString, _ value: Int64?) {
        self.name(name)
        if let value { int(value) } else { null() }
    }
}
