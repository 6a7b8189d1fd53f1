/// The message of a successful answer.
///
/// The API reference shows one text for groups and another for departments; the live service sends the empty text.
/// Which of the two is sent is `--success-message`.
public enum SuccessMessage: String, CaseIterable, Sendable {
    /// As the API reference shows it for the operation.
    case documented
    /// As the live service does.
    case empty
}

extension Message {
    /// What the reference shows for group operations.
    public static let success = Message(chinese: "操作成功", english: "Success")
    /// What the reference shows for department operations, and the text of all others.
    public static let operationSuccessful = Message(chinese: "操作成功", english: "Operation successful")
}
