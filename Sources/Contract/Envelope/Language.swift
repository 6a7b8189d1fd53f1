public import Bytes
public import HTTP

/// A language of messages (envelope.md, Languages).
public enum Language: String, CaseIterable, Sendable {
    case simplifiedChinese = "zh-CN"
    case english = "en-US"
    case traditionalChinese = "zh-TW"
    case japanese = "ja-JP"

    /// The language that a request asks for.
    ///
    /// - Parameters:
    ///   - headers: the request's headers; `x-authing-lang` or `x-genauth-lang` is used. An empty value counts as
    ///     absent, because the Python SDKs send it when no language is set.
    ///   - standard: the default language.
    public init(askedForBy headers: Headers, standard: Language) {
        guard let asked = headers.nonempty("x-authing-lang") ?? headers.nonempty("x-genauth-lang") else {
            self = standard
            return
        }
        switch asked {
        case let name where name.equals(ignoringCase: "zh-CN"): self = .simplifiedChinese
        case let name where name.equals(ignoringCase: "zh-TW"): self = .traditionalChinese
        case let name where name.equals(ignoringCase: "ja-JP"): self = .japanese
        default: self = .english
        }
    }
}

extension Headers {
    /// The value of a header; nil if it is absent or empty.
    public func nonempty(_ name: StaticString) -> ByteView? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
