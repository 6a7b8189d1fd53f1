import Foundation
import JSON
import Testing

/// One text of fixtures/json and what the reader must make of it.
struct ReaderCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    /// Nil if the text must be accepted.
    let error: ParseError?

    var testDescription: String { name }

    /// The files of fixtures/json.
    static let topics = ["structure", "numbers", "strings", "utf8"]

    static let all: [ReaderCase] = topics.flatMap(load)

    static let accepted = all.filter { $0.error == nil }

    private static func load(_ topic: String) -> [ReaderCase] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let url = root.appending(path: "fixtures/json/\(topic).json").standardized
        do {
            let document = try Document(parsing: [UInt8](Data(contentsOf: url)))
            guard let cases = document.root["cases"] else { fatalError("\(topic) has no cases") }
            return cases.elements.map { ReaderCase($0) }
        } catch {
            fatalError("\(url.path): \(error)")
        }
    }

    private init(_ value: Value) {
        guard let name = value["name"]?.string else { fatalError("a case has no name") }
        self.name = name
        if let text = value["text"]?.string {
            bytes = Array(text.utf8)
        } else if let hex = value["hex"]?.string {
            let digits = hex.compactMap(\.hexDigitValue).map(UInt8.init)
            bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        } else {
            fatalError("\(name): neither text nor hex")
        }
        if value["accept"]?.bool == true {
            error = nil
        } else if let rule = value["refuse"]?.string, let kind = ParseError.Kind(rawValue: rule),
            let offset = value["at"]?.int64
        {
            error = ParseError(kind, at: Int(offset))
        } else {
            fatalError("\(name): neither accepted nor refused by a known rule")
        }
    }
}

extension ParseError {
    /// What parsing a text throws, or nil.
    static func of(_ bytes: [UInt8], limits: Limits = .default) -> ParseError? {
        do throws(ParseError) {
            _ = try Document(parsing: bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    /// What parsing a text throws, or nil.
    static func of(_ text: String, limits: Limits = .default) -> ParseError? {
        of(Array(text.utf8), limits: limits)
    }
}

extension Document {
    /// Parses a text.
    init(_ text: String) throws(ParseError) {
        try self.init(parsing: Array(text.utf8))
    }
}
