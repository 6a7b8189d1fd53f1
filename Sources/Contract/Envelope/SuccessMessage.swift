/// Which message a successful reply has.
///
/// The API reference shows one text for groups and another for departments; the live service sends an empty text.
/// Chosen by `--success-message`.
public enum SuccessMessage: String, CaseIterable, Sendable {
    /// The text that the API reference shows for the operation.
    case documented
    /// The empty text, as from the live service.
    case empty
}

extension Message {
    /// The text that the reference shows for group operations.
    public static let success = Message(chinese: "操作成功", english: "Success")
    /// The text that the reference shows for department operations; also used for all others.
    public static let operationSuccessful = Message(chinese: "操作成功", english: "Operation successful")
}
