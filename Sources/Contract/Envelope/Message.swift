/// The message of an envelope in its languages.
///
/// Chinese texts are recorded ones (envelope.md). Their English, Traditional Chinese and Japanese variants are unknown:
/// the English is the emulator's own and is also used for the other two. Texts that are recorded in English for every
/// language stay English.
public struct Message: Sendable, Equatable {
    private let chinese: String
    private let english: String

    /// A message with a recorded Chinese text and an English text of the emulator.
    public init(chinese: String, english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// A message that is the same in every language.
    public init(fixed: String) {
        chinese = fixed
        english = fixed
    }

    /// A message that the real service would not send, marked by double parentheses.
    public static func emulator(_ text: String) -> Message {
        Message(fixed: "((\(text)))")
    }

    /// The text in a language.
    public func text(in language: Language) -> String {
        language == .simplifiedChinese ? chinese : english
    }
}
