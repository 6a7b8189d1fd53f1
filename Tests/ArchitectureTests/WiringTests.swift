import Foundation
import Testing

/// What has to agree in more than one file.
@Suite("Wiring")
struct WiringTests {
    @Test("The quickstart seed in the program equals the file in fixtures")
    func quickstart() throws {
        let source = try Repository.file("Sources/genauth-emulator/QuickstartSeed.swift")
        let fixture = try Repository.file("fixtures/quickstart.json")
        let lines = source.lines
        let start = try #require(lines.firstIndex { $0.hasSuffix("static let text = \"\"\"") })
        let end = try #require(lines[(start + 1)...].firstIndex { $0.contains("\"\"\"") })
        // A literal is as far to the left as its closing quotes; a line break is added behind them.
        let indentation = lines[end].prefix { $0 == " " }.count
        #expect(lines[end].trimmingCharacters(in: .whitespaces) == #"""" + "\n""#)
        let text = lines[(start + 1)..<end].map { $0.dropFirst(indentation) + "\n" }.joined()
        #expect(!text.contains("\\"), "the literal has escapes, which this test does not read")
        #expect(text == fixture.text)
    }

    @Test("Each option of serve has an environment variable")
    func options() throws {
        let names = try Self.optionNames()
        #expect(names.count >= 40)
        let settings = try ["ServeSettings", "LimitSettings"]
            .map { try Repository.file("Sources/genauth-emulator/\($0).swift").text }.joined()
        let source = try Repository.file("Sources/genauth-emulator/ServeSettings.swift").text
        let known = try #require(try Self.first(#"static let names = \[([^\]]+)\]"#, in: source))
        for name in names {
            let isLimit = try Self.limitNames().contains(name)
            #expect(isLimit || known.contains("\"\(name)\""), "--\(name) is missing in ServeSettings.names")
            let isRead = settings.contains("\"\(name)\"")
            #expect(isRead, "--\(name) has no environment variable")
        }
    }

    @Test("The README's table has each option of serve")
    func readme() throws {
        let parts = try Repository.file("README.md").text.components(separatedBy: "<!-- options -->")
        let readme = try #require(parts.count == 3 ? parts[1] : nil, "README.md has no table of options")
        for name in try Self.optionNames() {
            #expect(readme.contains("| `--\(name)` |"), "README.md does not name --\(name)")
            let variable = "GENAUTH_EMULATOR_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
            #expect(readme.contains("| `\(variable)` |"), "README.md does not name \(variable)")
        }
    }

    @Test("The Dockerfile has the program's version and sets only variables of options")
    func image() throws {
        let dockerfile = try Repository.file("Dockerfile").text
        let program = try Repository.file("Sources/genauth-emulator/GenAuthEmulator.swift").text
        let version = try #require(try Self.first(#"static let current = "([^"]+)""#, in: program))
        #expect(dockerfile.contains("\nARG VERSION=\(version)\n"))
        let known = try Self.optionNames().map {
            "GENAUTH_EMULATOR_" + $0.uppercased().replacingOccurrences(of: "-", with: "_")
        }
        let set = dockerfile.matches(of: #/GENAUTH_EMULATOR_[A-Z_]+(?==)/#).map { String($0.output) }
        #expect(set.count >= 3)
        for name in set { #expect(known.contains(name), "no option has \(name)") }
    }

    @Test("An operation's type, file and path have the same words, and one list has the operation")
    func operations() throws {
        let lists = try Repository.swiftFiles("Sources/ManagementAPI").map(\.text).filter {
            $0.contains("EmulatedOperations {")
        }
        let table = try Repository.swiftFiles("Sources/ManagementAPI/PublicDescription").map(\.text).joined()
        var count = 0
        for file in try Repository.swiftFiles("Sources/ManagementAPI/Operations") {
            let path = try Self.first(#"OperationDeclaration\(\s*\.\w+,\s*"([^"]+)""#, in: file.text)
            guard let path else {
                // Its declaration is generated, and so is its place in the list.
                let name = try Self.first(#"(\w+): (?:Operation|PasswordSetting) \{"#, in: file.text)
                #expect(name == nil || name == file.name, "\(file) is not named as its operation")
                continue
            }
            count += 1
            let words = path.split { "-/".contains($0) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
                .joined()
            // One path has two operations: the older one is called by GET.
            let name = file.name == "ListUsersLegacy" ? "ListUsers" : file.name
            #expect(words == name, "\(file) declares \(path)")
            #expect(file.text.contains("struct \(file.name)"), "\(file) has no type of its name")
            #expect(table.contains("/api/v3/\(path)\n"), "\(path) is not in the public description")
            if file.name != "GetManagementToken" {
                let entries = lists.count { $0.contains("OperationEntry(\(file.name).self)") }
                #expect(entries == 1, "\(file.name) is listed \(entries) times")
            }
        }
        #expect(count >= 1)
    }

    private static func limitNames() throws -> [String] {
        try optionNames(in: ["LimitOptions"])
    }

    /// The names of the options of `serve` as written on the command line, without dashes.
    private static func optionNames(in files: [String] = ["ServeOptions", "LimitOptions"]) throws -> [String]
    {
        let parts = try files.flatMap { name in
            try Repository.file("Sources/genauth-emulator/\(name).swift").text
                .components(separatedBy: "\n    @").dropFirst()
        }
        return try parts.filter { !$0.hasPrefix("OptionGroup") }.map { part in
            if let name = try first(#"\.customLong\("([^"]+)"\)"#, in: part) { return name }
            let property = try #require(try first(#"\n    var (\w+)"#, in: part))
            return property.replacingOccurrences(of: "([A-Z])", with: "-$1", options: .regularExpression)
                .lowercased()
        }
    }

    /// What the first group of a regular expression's first match holds.
    private static func first(_ pattern: String, in text: String) throws -> String? {
        let expression = try NSRegularExpression(pattern: pattern)
        let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
        return match.flatMap { Range($0.range(at: 1), in: text) }.map { String(text[$0]) }
    }
}
