import Foundation
import Testing

/// Rules of style that the formatter does not know.
@Suite("Style")
struct StyleTests {
    private static let longFile = 300
    private static let longestFile = 500
    /// The reason for a long file is in its first lines.
    private static let reasonLines = 20

    @Test("Sources declare nothing public, because no other package uses them")
    func noPublic() throws {
        #expect(
            Repository.matches(#"\b(public|open) +(\w+ +)*(\w+ )"#, in: try Repository.swiftFiles("Sources"))
                == [])
    }

    @Test("Sources have no forced try, cast or unwrapping")
    func noForce() throws {
        let files = try Repository.swiftFiles("Sources")
        #expect(Repository.matches(#"\b(try|as)!"#, in: files) == [])
        // A name, bracket or parenthesis and then `!` before anything but `=`: no prefix negation, no `!=`.
        #expect(Repository.matches(#"[\w\)\]]!(?!=)"#, in: files) == [])
    }

    @Test("The directory compares texts that callers choose by their bytes")
    func exactTexts() throws {
        // Names of fields and paths of files.
        let exempt = [
            "UserColumn", "PoolPlacement", "PoolBuilder", "SeedUserPool", "SeedCursor", "SeedWalk",
        ]
        let files = try Repository.swiftFiles("Sources/Directory").filter { !exempt.contains($0.name) }
        #expect(Repository.matches(#"Set<String>|\[String: "#, in: files) == [], "ExactText is for these")
    }

    @Test("Sources and tests have no notes about unfinished work")
    func noNotes() throws {
        for file in try Repository.swiftFiles("Sources") + Repository.swiftFiles("Tests")
        where file.name != "StyleTests" {
            for word in ["TODO", "FIXME", "XXX:", "HACK"] {
                #expect(!file.text.contains(word), "\(file) has \(word)")
            }
        }
    }

    @Test("A Swift file has at most 500 lines, and above 300 a reason at the top")
    func fileLength() throws {
        for file in try Repository.swiftFiles("Sources") + Repository.swiftFiles("Tests") {
            let count = file.lines.count - 1
            #expect(count <= Self.longestFile, "\(file) has \(count) lines")
            guard count > Self.longFile else { continue }
            let top = file.lines.prefix(Self.reasonLines).filter { $0.hasPrefix("//") }.joined(separator: " ")
            #expect(top.contains("long") || top.contains("lines"), "\(file) has \(count) lines and no reason")
        }
    }

    @Test("Each top-level declaration in Sources that is not private is documented")
    func documentation() throws {
        let declaration =
            #"^(package |internal )?(final |indirect )*(struct|enum|class|actor|protocol|func|let|var|typealias) "#
        for file in try Repository.swiftFiles("Sources") {
            let lines = file.lines
            let code = file.code
            for (number, line) in code.enumerated()
            where line.range(of: declaration, options: .regularExpression) != nil {
                var above = number - 1
                while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
                #expect(above >= 0 && lines[above].hasPrefix("///"), "\(file):\(number + 1)")
            }
        }
    }

    @Test("The name of a source file says what is in it")
    func names() throws {
        for file in try Repository.swiftFiles("Sources") {
            let words = ["Helper", "Manager", "Util", "Misc", "Common", "Shared"]
            #expect(!words.contains { file.name.contains($0) }, "\(file)")
        }
    }

    @Test("Sources and tests name no folder of a developer's machine")
    func places() throws {
        for file in try Repository.swiftFiles("Sources") + Repository.swiftFiles("Tests") {
            for place in ["work", "home", "Users", "root"].map({ "/\($0)/" }) {
                #expect(!file.text.contains(place), "\(file) names \(place)")
            }
        }
    }
}
