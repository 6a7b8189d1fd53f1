/// A command line or an environment variable that cannot be used.
struct UsageError: Error, CustomStringConvertible {
    /// What is wrong, in one sentence without a full stop.
    let reason: String
    /// The command whose help explains more; empty for the program's own help.
    var command = ""

    /// Makes an error.
    init(_ reason: String) {
        self.reason = reason
    }

    var description: String {
        let help = ["genauth-emulator", command, "--help"].filter { !$0.isEmpty }.joined(separator: " ")
        return "\(reason); see \(help)"
    }
}
