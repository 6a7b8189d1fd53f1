import Foundation

/// One case of fixtures/http: bytes from a client and what must come of them.
///
/// The format: `bytes` is a list whose text has one byte for each character (U+0000 to U+00FF), and
/// `{"repeat": text, "times": n}` for a text many times over. `events` says what the parser makes of them:
/// `METHOD target host=H body=B`, `refused RULE` or `incomplete`. `answers` are the status codes a server
/// sends, `closes` tells whether it then closes; with `end` "eof" the client ends its output first.
package struct WireCase: Sendable, Decodable, CustomStringConvertible {
    package let id: String
    package let rule: String
    package let parts: [Part]
    package let events: [String]
    package let answers: [Int]
    package let closes: Bool
    package let end: String?

    private enum CodingKeys: String, CodingKey {
        case id, rule, events, answers, closes, end
        case parts = "bytes"
    }

    /// A piece of the bytes.
    package struct Part: Sendable, Decodable {
        package let text: String
        package let times: Int

        private enum CodingKeys: String, CodingKey {
            case text = "repeat"
            case times
        }

        package init(from decoder: any Decoder) throws {
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

    package var description: String { id }

    package var bytes: [UInt8] {
        parts.flatMap { part in
            let bytes = part.text.unicodeScalars.map { UInt8($0.value) }
            return repeatElement(bytes, count: part.times).joined()
        }
    }

    /// The files of fixtures/http.
    package static let topics = ["framing", "request-line", "fields", "connection", "order"]

    package static let all: [WireCase] = topics.flatMap(load)

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
