internal import Synchronization

/// A declared SQL statement.
///
/// Statements are declared as `static let` constants near the code that runs them. The object's identity is the key of
/// a connection's cache, so the text is not hashed to find the prepared statement.
public final class SQL: Sendable {
    /// The text of the statement, parameters as `?1`, `?2`, ….
    public let text: String
    /// The module and file of the declaration, such as `Directory/Users.swift`.
    public let file: StaticString
    /// The line of the declaration, from 1.
    public let line: UInt
    /// The number of the statement in the order of first uses, from 0.
    let number: Int

    private static let count = Atomic<Int>(0)

    /// Declares a statement.
    ///
    /// - Parameters:
    ///   - text: exactly one SQL statement.
    ///   - file: the file of the declaration.
    ///   - line: the line of the declaration.
    public init(_ text: String, file: StaticString = #fileID, line: UInt = #line) {
        self.text = text
        self.file = file
        self.line = line
        number = Self.count.wrappingAdd(1, ordering: .relaxed).oldValue
    }
}
