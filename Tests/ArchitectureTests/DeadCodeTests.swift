import Foundation
import Testing

/// Declarations and files of Sources that nothing uses.
@Suite("Dead code")
struct DeadCodeTests {
    /// Names that occur once in Sources, each with its reason.
    private static let exceptions: [String: String] = [
        "GenAuthEmulator": "has the program's entry point",
        "withContiguousStorageIfAvailable": "is a requirement of Sequence",
        "withRequest": "gives tests a parsed request",
        "preparedStatements": "gives the test of query plans every statement",
        "fork": "is for Control, which does not offer it yet: docs/snapshots.md",
        "takeSnapshot": "is for Control, which does not offer it yet: docs/snapshots.md",
        "listSnapshots": "is for Control, which does not offer it yet: docs/snapshots.md",
        "deleteSnapshot": "is for Control, which does not offer it yet: docs/snapshots.md",
        "restore": "is for Control, which does not offer it yet: docs/snapshots.md",
        "optionalNumber": "is for generated requests",
        "allValueStrings": "is a requirement of ExpressibleByArgument",
    ]

    /// A file's code and how often each word occurs in it.
    private struct Source {
        let path: String
        let code: [String]
        let words: [String: Int]

        init(_ file: Repository.File) {
            path = file.path
            // Literals stay, because interpolations are uses.
            code = file.lines.map { line in
                let trimmed = line.drop { $0 == " " }
                return trimmed.hasPrefix("//") ? "" : String(line)
            }
            var words: [String: Int] = [:]
            for line in code {
                for word in line.utf8.split(whereSeparator: { !Self.isPartOfName($0) }) {
                    words[String(decoding: word, as: UTF8.self), default: 0] += 1
                }
            }
            self.words = words
        }

        private static func isPartOfName(_ byte: UInt8) -> Bool {
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
        }
    }

    // Cases of enumerations are left out: many are read by their raw value only.
    private static let declaration =
        #"^ *(@\w+(\([^)]*\))? )*((public|internal|private|fileprivate|static|final|indirect|mutating|nonmutating"#
        + #"|borrowing|consuming|lazy|weak|unowned|(private|public)\(set\)|nonisolated(\(unsafe\))?) )*"#
        + #"(func|var|let|struct|enum|class|protocol|typealias|actor) [A-Za-z_]\w*"#

    private static let sources = Result {
        try Repository.swiftFiles("Sources").map(Source.init)
    }

    /// The names that a file declares, with their lines.
    private static func declarations(in source: Source) -> [(name: String, line: Int)] {
        source.code.enumerated().compactMap { number, line in
            line.range(of: declaration, options: .regularExpression).flatMap { range in
                line[range].split(separator: " ").last.map { (String($0), number + 1) }
            }
        }
    }

    @Test("Each declaration in Sources is used, but for the listed exceptions")
    func declarations() throws {
        let sources = try Self.sources.get()
        var uses: [String: Int] = [:]
        for source in sources { uses.merge(source.words, uniquingKeysWith: +) }
        for source in sources where !source.path.contains("/Generated/") {
            for (name, line) in Self.declarations(in: source) where Self.exceptions[name] == nil {
                #expect(uses[name] != 1, "\(source.path):\(line) declares \(name), which is not used")
            }
        }
    }

    @Test("Each file of Sources declares something that another file uses")
    func files() throws {
        let sources = try Self.sources.get()
        var files: [String: Int] = [:]
        for source in sources { for word in source.words.keys { files[word, default: 0] += 1 } }
        for source in sources where !source.path.contains("/Generated/") {
            let names = Self.declarations(in: source).map(\.name)
            let isUsed = names.contains { Self.exceptions[$0] != nil || files[$0, default: 0] > 1 }
            #expect(names.isEmpty || isUsed, "\(source.path) is not used")
        }
    }
}
