import CStartup

/// The command line of the program.
@main
enum GenAuthEmulator {
    private static let commands = [
        ServeCommand.declaration, SeedCheckCommand.declaration, ExportCommand.declaration,
        DescribeCommand.declaration, HealthCommand.declaration,
    ]

    /// Runs the program; an error is one line on standard error and an exit code.
    static func main() {
        do {
            try run(arguments[...])
        } catch {
            Failure.end(error)
        }
    }

    private static func run(_ words: ArraySlice<String>) throws {
        if words.contains("--version") { return print(Version.current) }
        let asksForHelp = words.first == "help" || words.contains { $0 == "--help" || $0 == "-h" }
        let words = words.first == "help" ? words.dropFirst() : words
        if let command = commands.first(where: { words.starts(with: $0.words) }) {
            if asksForHelp { return print(Help.text(of: command), terminator: "") }
            return try command.call(words.dropFirst(command.words.count))
        }
        if asksForHelp { return print(Help.text(of: commands), terminator: "") }
        if let word = words.first, !word.hasPrefix("-") {
            let known = commands.map(\.name).joined(separator: ", ")
            throw UsageError("unknown command '\(word)'; the commands are \(known)")
        }
        // Without a command the program serves.
        try ServeCommand.declaration.call(words)
    }

    /// The arguments after the program's name.
    ///
    /// Swift's own list is empty where there is no /proc.
    private static var arguments: [String] {
        let texts = UnsafeBufferPointer(start: startup_arguments(), count: Int(startup_argument_count()))
        return texts.dropFirst().map { $0.map { String(cString: $0) } ?? "" }
    }
}

/// The version of the program.
enum Version {
    /// Semantic versioning; below 1.0 the seed format and the control surface may still change.
    static let current = "0.1.0"
}
