/// An option of a command, declared once for the command line, the environment and the help.
struct Option: Sendable {
    /// The name on the command line without its dashes, `token-lifetime`.
    let name: String
    /// What the help calls the value, `SECONDS`; nil for a switch.
    let valueName: String?
    /// The text of the value that applies if the option is not set; nil if there is none.
    let defaultText: String?
    /// What separates several values in the environment variable; empty for an option with one value.
    let separators: [Character]
    /// Whether the option has an environment variable.
    let hasVariable: Bool
    /// What the option is for, as shown by the help.
    let summary: String

    /// Declares an option with one value.
    init(
        _ name: String, _ valueName: String, default defaultText: String? = nil, hasVariable: Bool = true,
        _ summary: String
    ) {
        self.name = name
        self.valueName = valueName
        self.defaultText = defaultText
        self.hasVariable = hasVariable
        self.summary = summary
        separators = []
    }

    /// Declares an option that can be given more than once.
    init(_ name: String, _ valueName: String, separators: [Character], _ summary: String) {
        self.name = name
        self.valueName = valueName
        self.separators = separators
        self.summary = summary
        defaultText = nil
        hasVariable = true
    }

    /// Declares a switch.
    init(switch name: String, _ summary: String) {
        self.name = name
        self.summary = summary
        valueName = nil
        defaultText = nil
        separators = []
        hasVariable = true
    }

    /// The environment variable, `GENAUTH_EMULATOR_TOKEN_LIFETIME`.
    var variable: String {
        Variables.prefix + name.uppercased().replacing("-", with: "_")
    }
}

/// Options with one purpose; the help lists them together.
struct OptionGroup: Sendable {
    let title: String
    let options: [Option]

    /// Groups options.
    init(_ title: String, _ options: [Option]) {
        self.title = title
        self.options = options
    }
}
