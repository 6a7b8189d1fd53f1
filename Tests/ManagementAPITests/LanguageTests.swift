import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// The language of a reply.
@Suite("Language")
struct LanguageTests {
    private func language(_ headers: [(name: String, value: String)], standard: Language) throws -> Language {
        try RequestText.get("/", headers: headers).lend {
            Language(askedForBy: $0.headers, standard: standard)
        }
    }

    @Test(
        "The language of messages is the requested one, under either brand's header",
        arguments: Language.allCases)
    func asked(expected: Language) throws {
        for name in ["x-authing-lang", "x-genauth-lang", "X-Authing-Lang"] {
            for value in [expected.rawValue, expected.rawValue.lowercased(), expected.rawValue.uppercased()] {
                #expect(try language([(name, value)], standard: .english) == expected)
                #expect(try language([(name, value)], standard: .simplifiedChinese) == expected)
            }
        }
    }

    @Test(
        "The language of messages is the default without a header, and with an empty one",
        arguments: Language.allCases)
    func standard(language standard: Language) throws {
        #expect(try language([], standard: standard) == standard)
        #expect(try language([("x-authing-lang", "")], standard: standard) == standard)
        #expect(try language([("accept-language", "ja-JP")], standard: standard) == standard)
    }

    @Test(
        "The language of messages is English for a language the service does not have",
        arguments: ["fr-FR", "zh", "en", "中文"])
    func unknown(value: String) throws {
        #expect(try language([("x-authing-lang", value)], standard: .simplifiedChinese) == .english)
    }

    @Test("The language of messages is taken from the other brand's header if one is empty")
    func empty() throws {
        let headers = [("x-authing-lang", ""), ("x-genauth-lang", "ja-JP")]
        #expect(try language(headers, standard: .english) == .japanese)
    }

    @Test("The language of messages shows Chinese texts in zh-CN only, and fixed ones everywhere")
    func texts() {
        let translated = Message(chinese: "中", english: "E")
        #expect(Language.allCases.map { translated.text(in: $0) } == ["中", "E", "E", "E"])
        for language in Language.allCases {
            #expect(Message(fixed: "same").text(in: language) == "same")
            #expect(Message.emulator("ours").text(in: language) == "((ours))")
        }
    }
}
