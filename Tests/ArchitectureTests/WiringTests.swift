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

    @Test("Each option of serve is in one of its groups and read")
    func options() throws {
        let command = try Repository.file("Sources/genauth-emulator/ServeCommand.swift").text
        let settings = try Repository.file("Sources/genauth-emulator/ServeSettings.swift").text
        let files = try Self.optionFiles()
        for file in files { #expect(command.contains(": \(file.name)\n"), "serve has no group \(file.name)") }
        let properties = try Self.optionProperties()
        #expect(properties.count >= 20)
        for property in properties {
            let read = settings.range(of: #"\.\#(property)\b"#, options: .regularExpression)
            #expect(read != nil, "\(property) is not read")
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

    @Test(
        "An operation has a file of its name or one line, a generated type, and a place in its domain's list")
    func operations() throws {
        let sources = try Repository.swiftFiles("Sources")
        let generated = sources.filter { $0.path.contains("/Generated/") }
        let kinds = "Operation|PasswordSetting|ServiceOperation"
        var count = 0
        for file in sources where !file.path.contains("/Generated/") && !file.path.contains("/Contract/") {
            #expect(!file.text.contains("OperationDeclaration("), "\(file) declares an operation by hand")
            let own = try Self.all(#"\bextension (\w+): (?:\#(kinds)) \{"#, in: file.text)
            #expect(own.allSatisfy { $0 == file.name }, "\(file) is not named as its operation")
            let domain = file.path.split(separator: "/").dropLast(2).joined(separator: "/")
            for name in own + (try Self.all(#"extension (\w+): EmptyUserList \{\}"#, in: file.text)) {
                count += 1
                let lists = generated.filter { $0.text.contains(" \(name).self,") }
                #expect(lists.count == 1, "\(name) is listed in \(lists)")
                #expect(lists.allSatisfy { $0.path.hasPrefix(domain + "/") }, "\(name) is listed in \(lists)")
                #expect(lists.allSatisfy { $0.text.contains("struct \(name): ") }, "\(name) has no type")
            }
        }
        #expect(count >= 81)
    }

    /// The files of groups of options of `serve`.
    private static func optionFiles() throws -> [Repository.File] {
        try Repository.swiftFiles("Sources/genauth-emulator/Options").filter { $0.name.hasSuffix("Options") }
    }

    /// The properties of the options and switches of `serve`.
    private static func optionProperties() throws -> [String] {
        try optionFiles().flatMap { file in
            file.text.matches(of: #/\n    var (\w+)/#).map { String($0.1) }
        }
    }

    /// The names of the options of `serve` as written on the command line, without dashes.
    private static func optionNames() throws -> [String] {
        try optionProperties().map {
            $0.replacing(#/[A-Z]/#) { "-" + $0.output.lowercased() }
        }
    }

    /// What the first group of a regular expression holds in each match.
    private static func all(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
            match in
            Range(match.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    /// What the first group of a regular expression's first match holds.
    private static func first(_ pattern: String, in text: String) throws -> String? {
        let expression = try NSRegularExpression(pattern: pattern)
        let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
        return match.flatMap { Range($0.range(at: 1), in: text) }.map { String(text[$0]) }
    }
}
