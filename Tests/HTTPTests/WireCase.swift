import Foundation
import Testing

/// One case of fixtures/http: bytes from a client and what must come of them.
///
/// The format: `bytes` is a list whose text stands for one byte a character (U+0000 to U+00FF), and
/// `{"repeat": text, "times": n}` for a text many times over. `events` says what the parser makes of them:
/// `METHOD target host=H body=B`, `refused RULE` or `incomplete`. `answers` are the status codes a server
/// sends, `closes` tells whether it then closes; with `end` "eof" the client ends its output first.
struct WireCase: Sendable, Decodable, CustomTestStringConvertible {
    let id: String
    let rule: String
    let parts: [Part]
    let events: [String]
    let answers: [Int]
    let closes: Bool
    let end: String?

    enum CodingKeys: String, CodingKey {
        case id, rule, events, answers, closes, end
        case parts = "bytes"
    }

    /// A piece of the bytes.
    struct Part: Sendable, Decodable {
        let text: String
        let times: Int

        private enum CodingKeys: String, CodingKey {
            case text = "repeat"
            case times
        }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self.text = text
                times = 1
            } else {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                text = try container.decode(String.self, forKey: .text)
                times = try container.decode(Int.self, forKey: .times)
            }
        }
    }

    var testDescription: String { id }

    var bytes: [UInt8] {
        parts.flatMap { part in
            let bytes = part.text.unicodeScalars.map { UInt8($0.value) }
            return repeatElement(bytes, count: part.times).joined()
        }
    }

    /// The files of fixtures/http.
    static let topics = ["framing", "request-line", "fields", "connection", "order"]

    static let all: [WireCase] = topics.flatMap(load)

    private static func load(_ topic: String) -> [WireCase] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let url = root.appending(path: "fixtures/http/\(topic).json").standardized
        do {
            return try JSONDecoder().decode([WireCase].self, from: Data(contentsOf: url))
        } catch {
            fatalError("\(url.path): \(error)")
        }
    }
}
