/// One SQL statement with a name.
///
/// Statements are declared once as `static let` constants beside the code that runs them. The object's identity is
/// the key of a connection's cache, so finding the prepared statement costs no hashing of the text.
package final class SQL: Sendable {
    /// The text of the statement, parameters as `?1`, `?2`, ….
    package let text: String

    /// Names a statement.
    ///
    /// - Parameter text: exactly one SQL statement.
    package init(_ text: String) {
        self.text = text
    }
}
