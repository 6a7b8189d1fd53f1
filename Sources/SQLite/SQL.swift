/// One SQL statement with a name.
///
/// Statements are declared once as `static let` constants beside the code that runs them. The object's identity is
/// the key of a connection's cache, so finding the prepared statement costs no hashing of the text.
public final class SQL: Sendable {
    /// The text of the statement, parameters as `?1`, `?2`, ….
    public let text: String
    /// Where it is declared: the module and file, `Directory/Users.swift`.
    public let file: StaticString
    /// The line of the declaration, from 1.
    public let line: UInt

    /// Names a statement.
    ///
    /// - Parameters:
    ///   - text: exactly one SQL statement.
    ///   - file: the file of the declaration.
    ///   - line: the line of the declaration.
    public init(_ text: String, file: StaticString = #fileID, line: UInt = #line) {
        self.text = text
        self.file = file
        self.line = line
    }
}
