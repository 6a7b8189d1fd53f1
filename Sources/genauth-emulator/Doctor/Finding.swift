/// What `doctor` has found about one thing.
struct Finding {
    /// How good it is.
    enum Verdict: String {
        case ok, note, problem
    }

    let verdict: Verdict
    /// What was examined, in a word or two.
    let subject: String
    /// What was found.
    let text: String
    /// What to do about it; nil if there is nothing to do.
    let remedy: String?

    init(_ verdict: Verdict, _ subject: String, _ text: String, remedy: String? = nil) {
        (self.verdict, self.subject, self.text, self.remedy) = (verdict, subject, text, remedy)
    }

    /// The lines of the report.
    var lines: String {
        let start = Self.column(verdict.rawValue, 9) + Self.column(subject, 13)
        let first = TerminalText.escaped(start + text) + "\n"
        guard let remedy else { return first }
        return first + TerminalText.escaped(Self.column("", 9) + Self.column("remedy", 13) + remedy) + "\n"
    }

    private static func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
