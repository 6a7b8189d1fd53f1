/// A command of the program.
struct Command: Sendable {
    /// The words that call it, `["seed", "check"]`.
    let words: [String]
    /// What the usage line calls the operands, `FILE ...`; nil if the command has none.
    let operands: String?
    /// One sentence for the list of commands.
    let summary: String
    /// What the command's own help adds to it.
    let details: String
    let groups: [OptionGroup]
    /// Runs the command.
    let run: @Sendable (Arguments) throws -> Void

    /// Declares a command.
    init(
        _ words: [String], operands: String? = nil, _ summary: String, details: String,
        groups: [OptionGroup] = [], run: @escaping @Sendable (Arguments) throws -> Void
    ) {
        self.words = words
        self.operands = operands
        self.summary = summary
        self.details = details
        self.groups = groups
        self.run = run
    }

    /// The words as one text, `seed check`.
    var name: String { words.joined(separator: " ") }

    /// Reads the rest of the command line and runs the command.
    ///
    /// - Throws: `UsageError` if the rest cannot be read; what the command throws.
    func call(_ rest: ArraySlice<String>) throws {
        do {
            try run(try arguments(rest))
        } catch var error as UsageError {
            error.command = name
            throw error
        }
    }

    private func arguments(_ rest: ArraySlice<String>) throws(UsageError) -> Arguments {
        let arguments = try Arguments(rest, options: groups.flatMap(\.options))
        if let operands {
            guard !arguments.operands.isEmpty else { throw UsageError("\(name) needs \(operands)") }
        } else if let operand = arguments.operands.first {
            throw UsageError("unexpected argument '\(operand)'")
        }
        return arguments
    }
}
