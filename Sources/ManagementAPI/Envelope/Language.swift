internal import HTTP

/// A language the service answers in (envelope.md, Languages).
package enum Language: String, CaseIterable, Sendable {
    case simplifiedChinese = "zh-CN"
    case english = "en-US"
    case traditionalChinese = "zh-TW"
    case japanese = "ja-JP"

    /// The language a request asks for.
    ///
    /// - Parameters:
    ///   - headers: the request's headers; `x-authing-lang` or `x-genauth-lang` counts. An empty one counts as none,
    ///     because the Python SDKs send that when no language was set.
    ///   - standard: the language without a header.
    init(askedForBy headers: Headers, standard: Language) {
        let asked = headers["x-authing-lang"] ?? headers["x-genauth-lang"]
        guard let asked, !asked.isEmpty else {
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
