/// The text of an envelope in the languages it has.
///
/// Chinese texts are the recorded ones (envelope.md). No English, Traditional Chinese or Japanese variant of them is
/// known: the English is ours and also answers the other two. Texts that are recorded in English whatever the
/// language asked for stay English.
public struct Message: Sendable, Equatable {
    private let chinese: String
    private let english: String

    /// A message with a recorded Chinese text and an English text of ours.
    public init(chinese: String, english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// A message that is the same in every language.
    public init(fixed: String) {
        chinese = fixed
        english = fixed
    }

    /// A message the real service would never send, marked as the emulator's by double parentheses.
    public static func emulator(_ text: String) -> Message {
        Message(fixed: "((\(text)))")
    }

    /// The text in a language.
    public func text(in language: Language) -> String {
        language == .simplifiedChinese ? chinese : english
    }
}
