import ArgumentParser

/// An option in a group of a command: such an option can be set by an environment variable.
///
/// Settings are found by reflection, so that the declaration of an option is the only place that names it.
struct Setting {
    /// The name on the command line without its dashes, `token-lifetime`.
    let name: String
    /// The value in force.
    private let value: Any

    /// Reads a property of a group.
    ///
    /// - Parameters:
    ///   - label: the name of the wrapped property, `_tokenLifetime`.
    ///   - value: its value.
    private init(label: String, value: Any) {
        name = label.drop { $0 == "_" }.reduce(into: "") { name, letter in
            name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
        self.value = value
    }

    /// The settings of a command in the order of its help.
    static func all(of command: any ParsableArguments) -> [Setting] {
        properties(of: command).flatMap { property in
            if case .group(let group) = property.found { members(of: group) } else { [Setting]() }
        }
    }

    private static func members(of group: any ParsableArguments) -> [Setting] {
        properties(of: group).flatMap { property in
            switch property.found {
            case .group(let group): members(of: group)
            case .value(let value): [Setting(label: property.label, value: value)]
            }
        }
    }

    private static func properties(of arguments: any ParsableArguments) -> [(
        label: String, found: FoundProperty
    )] {
        Mirror(reflecting: arguments).children.compactMap { property in
            (property.value as? any Found).map { (property.label ?? "", $0.found) }
        }
    }

    /// The environment variable, `GENAUTH_EMULATOR_TOKEN_LIFETIME`.
    var variable: String {
        Variables.prefix + name.uppercased().replacing("-", with: "_")
    }

    /// Whether a command line has the option.
    func isGiven(in arguments: [String]) -> Bool {
        arguments.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
    }

    /// Translates the environment variable for the command line.
    ///
    /// - Parameters:
    ///   - text: the text of the variable. Several paths are separated by colons, as in PATH, and several origins or names
    ///     by commas or blanks.
    ///   - command: the name of the command, for errors.
    /// - Returns: the arguments with the same effect.
    /// - Throws: `UsageError` if a switch is neither on nor off.
    func arguments(for text: String, of command: String) throws(UsageError) -> [String] {
        guard value is Bool else {
            guard value is [Any] else { return ["--\(name)=\(text)"] }
            let separators: [Character] = type(of: value) == [Path].self ? [":"] : [",", " "]
            return text.split(whereSeparator: separators.contains).map { "--\(name)=\($0)" }
        }
        switch text.lowercased() {
        case "0", "false", "no": return []
        case "1", "true", "yes": return ["--\(name)"]
        default:
            throw UsageError(
                "\(variable): The value '\(text)' is invalid. Please provide true or false.", command: command
            )
        }
    }

    /// The value as text; nil for an option without a value and a switch that is off.
    var text: String? {
        switch value {
        case let isOn as Bool: isOn ? "on" : nil
        case let values as [Any]: values.isEmpty ? nil : values.map { "\($0)" }.joined(separator: " ")
        case let value as any ExpressibleByArgument: value.defaultValueDescription
        default: nil
        }
    }
}

/// A property as reflection finds it.
private enum FoundProperty {
    case group(any ParsableArguments)
    /// The value of an option or a switch.
    case value(Any)
}

/// A group of options, an option or a switch.
///
/// One protocol for all, because the runtime looks through the whole program for each pair of a type and a protocol.
private protocol Found {
    var found: FoundProperty { get }
}

extension OptionGroup: Found {
    fileprivate var found: FoundProperty { .group(wrappedValue) }
}

extension Option: Found {
    fileprivate var found: FoundProperty { .value(wrappedValue) }
}

extension Flag: Found {
    fileprivate var found: FoundProperty { .value(wrappedValue) }
}
