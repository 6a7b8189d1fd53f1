/// The arguments of a command: its options, with their environment variables and defaults, and its operands.
struct Arguments {
    /// The texts given for each option on the command line, by name; one empty text for a switch.
    private var given: [String: [String]] = [:]
    /// What is no option, in order.
    private(set) var operands: [String] = []

    /// Reads `--name value`, `--name=value` and operands.
    ///
    /// - Parameters:
    ///   - words: the command line after the command.
    ///   - options: the options that the command has.
    /// - Throws: `UsageError` for an unknown option, or one whose value is missing.
    init(_ words: ArraySlice<String>, options: [Option]) throws(UsageError) {
        var rest = words
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let option = options.first(where: { "--" + $0.name == parts[0] }) else {
                throw UsageError("unknown option \(parts[0])")
            }
            var value = parts.count == 2 ? String(parts[1]) : nil
            if option.valueName == nil {
                guard value == nil else { throw UsageError("--\(option.name) takes no value") }
                value = ""
            } else if value == nil, let next = rest.first, !next.hasPrefix("--") {
                value = rest.removeFirst()
            }
            guard let value else { throw UsageError("--\(option.name) needs a value") }
            given[option.name, default: []].append(value)
        }
    }

    /// Whether the command line has an option, whatever its environment variable says.
    func has(_ option: Option) -> Bool {
        given[option.name] != nil
    }

    /// The value of an option: from the command line (the last one), else its environment variable, else its default.
    ///
    /// - Returns: nil if none of them has a value.
    /// - Throws: `UsageError` if the text is not valid.
    func value<Value: OptionValue>(_ option: Option) throws(UsageError) -> Value? {
        if let text = given[option.name]?.last {
            return try Self.read(text, "--\(option.name)")
        }
        if let text = Self.variable(of: option) {
            return try Self.read(text, option.variable)
        }
        guard let text = option.defaultText else { return nil }
        return try Self.read(text, "the default of --\(option.name)") as Value
    }

    /// The value of an option that has a default.
    ///
    /// - Throws: `UsageError` if the text is not valid.
    func required<Value: OptionValue>(_ option: Option, as type: Value.Type = Value.self) throws(UsageError)
        -> Value
    {
        guard let value: Value = try value(option) else {
            throw UsageError("--\(option.name) needs a value")
        }
        return value
    }

    /// The text of an option's value, as `value` reads it; nil if it has none, and for a switch that is off.
    func text(_ option: Option) -> String? {
        if option.valueName == nil { return (try? isOn(option)) == true ? "on" : nil }
        return given[option.name]?.joined(separator: " ") ?? Self.variable(of: option) ?? option.defaultText
    }

    /// The values of an option that can be given more than once, from the command line, else its environment variable.
    ///
    /// - Throws: `UsageError` if a text is not valid.
    func list<Value: OptionValue>(_ option: Option, of type: Value.Type = Value.self) throws(UsageError)
        -> [Value]
    {
        var values: [Value] = []
        if let texts = given[option.name] {
            for text in texts { values.append(try Self.read(text, "--\(option.name)")) }
        } else if let text = Self.variable(of: option) {
            for part in text.split(whereSeparator: option.separators.contains) {
                values.append(try Self.read(String(part), option.variable))
            }
        }
        return values
    }

    /// Whether a switch is on: on the command line, or by a variable with `true`, `1` or `yes`.
    ///
    /// - Throws: `UsageError` if the variable has another text.
    func isOn(_ option: Option) throws(UsageError) -> Bool {
        if has(option) { return true }
        switch Self.variable(of: option)?.lowercased() {
        case nil, "0", "false", "no": return false
        case "1", "true", "yes": return true
        case let text?:
            throw UsageError("invalid value '\(text)' for \(option.variable): expected true or false")
        }
    }

    /// The text of an option's environment variable; nil if it is unset, empty, or describes a service (`Variables`).
    private static func variable(of option: Option) -> String? {
        option.hasVariable ? Variables.value(option.variable) : nil
    }

    private static func read<Value: OptionValue>(_ text: String, _ name: String) throws(UsageError) -> Value {
        guard let value = Value(optionText: text) else {
            throw UsageError("invalid value '\(text)' for \(name): expected \(Value.expectation)")
        }
        return value
    }
}
