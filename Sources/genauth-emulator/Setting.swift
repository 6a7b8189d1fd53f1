import ArgumentParser

/// Reads the value of an option: the command line first, then the environment, then the default.
struct Setting<Value: ExpressibleByArgument> {
    /// The option's name without dashes, `token-lifetime`.
    let name: String

    /// The variable that stands for the option, `GENAUTH_EMULATOR_TOKEN_LIFETIME`.
    var variable: String {
        Variables.prefix + name.uppercased().replacing("-", with: "_")
    }

    /// The value in force.
    ///
    /// - Parameters:
    ///   - option: what the command line says.
    ///   - standard: what holds when neither says anything.
    /// - Returns: the first that says something.
    /// - Throws: `ValidationError` when the variable cannot be read.
    func value(_ option: Value?, default standard: Value) throws -> Value {
        try option ?? fromEnvironment() ?? standard
    }

    /// The value of the variable, or nil when it is not set, empty, or not ours (`Variables`).
    ///
    /// - Throws: `ValidationError` when it cannot be read.
    func fromEnvironment() throws -> Value? {
        guard let text = Variables.value(variable) else { return nil }
        guard let value = Value(argument: text) else {
            let known = Value.allValueStrings
            let hint = known.isEmpty ? "" : "; known: \(known.joined(separator: ", "))"
            throw ValidationError("The value '\(text)' of \(variable) is invalid\(hint)")
        }
        return value
    }
}

extension Setting<Bool> {
    /// Whether a flag is set, on the command line or by a variable with `true`, `1` or `yes`.
    ///
    /// - Throws: `ValidationError` when the variable says something else.
    func isSet(_ flag: Bool) throws -> Bool {
        if flag { return true }
        switch Variables.value(variable)?.lowercased() {
        case nil, "0", "false", "no": return false
        case "1", "true", "yes": return true
        case let text?:
            throw ValidationError("The value '\(text)' of \(variable) is invalid; known: true, false")
        }
    }
}
