/// The texts of `--help`, at most 80 columns wide.
enum Help {
    private static let width = 80
    /// Where the descriptions of options begin.
    private static let column = 28

    /// The help of the whole program.
    static func text(of commands: [Command]) -> String {
        let list = commands.map { row($0.name, $0.summary) }.joined()
        return """
            A local emulator of the GenAuth (formerly Authing) V3 management API, with real
            state in SQLite. Set an official SDK's host to it, and the code works offline.

            Usage: genauth-emulator [COMMAND] [OPTION ...]

            Commands:
            \(list)
            Options:
            \(row("--version", "Print the version."))\(row("-h, --help", "Print this help, or after a command its help."))
            """
    }

    /// The help of a command.
    static func text(of command: Command) -> String {
        let details = wrapped(command.details, indentation: 0).joined(separator: "\n")
        let groups = command.groups.map { group in
            "\n\(group.title):\n" + group.options.map(row).joined()
        }
        let usage = [command.name, command.operands, command.groups.isEmpty ? nil : "[OPTION ...]"]
        return """
            \(command.summary) \(details.isEmpty ? "" : "\n\n" + details)

            Usage: genauth-emulator \(usage.compactMap(\.self).joined(separator: " "))
            \(groups.joined())
            """.replacing(" \n", with: "\n")
    }

    private static func row(_ option: Option) -> String {
        let label = option.valueName.map { "--\(option.name) \($0)" } ?? "--\(option.name)"
        return row(label, option.summary + (option.defaultText.map { " (default: \($0))" } ?? ""))
    }

    /// A label with its description beside it, or below a label that is too long.
    private static func row(_ label: String, _ description: String) -> String {
        let lines = wrapped(description, indentation: column)
        let start = "  " + label
        let blanks = String(repeating: " ", count: column)
        let isLong = start.count + 2 > column
        let first = isLong ? start + "\n" + blanks : start + blanks.dropFirst(start.count)
        return first + lines.joined(separator: "\n" + blanks) + "\n"
    }

    /// A text in lines that leave room for an indentation.
    private static func wrapped(_ text: String, indentation: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, indentation + line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? "\(word)" : " \(word)"
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
