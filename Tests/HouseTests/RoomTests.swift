import Foundation
import Testing

/// The rooms of the house and what may be done in which.
@Suite("Rooms")
struct RoomTests {
    /// A room imports only rooms that stand before it.
    private static let rooms = [
        "CSQLite", "CEpoll", "CStartup", "Locking", "HTTP", "HTTPServer", "JSON", "SQLite", "Directory",
        "ManagementAPI", "Control", "genauth-emulator",
    ]

    /// Where time and randomness may be taken from the machine.
    private static let determinism = ["Sources/Directory/Determinism/", "Sources/HTTPServer/"]

    @Test("are the folders of Sources")
    func folders() throws {
        let found = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appendingPathComponent("Sources").path)
        #expect(Set(found) == Set(Self.rooms))
    }

    @Test("import only rooms before them", arguments: rooms)
    func arrows(room: String) throws {
        let position = try #require(Self.rooms.firstIndex(of: room))
        for file in try Repository.swiftFiles("Sources/\(room)") {
            for line in file.code {
                guard let module = Self.importedModule(line) else { continue }
                // The module of the program is spelled with an underscore.
                guard let other = Self.rooms.firstIndex(of: module.replacingOccurrences(of: "_", with: "-"))
                else {
                    continue
                }
                #expect(other < position, "\(file) imports \(module)")
            }
        }
    }

    @Test("use no Foundation")
    func noFoundation() throws {
        for file in try Repository.swiftFiles("Sources") {
            let modules = file.code.compactMap(Self.importedModule)
            #expect(!modules.contains { $0.hasPrefix("Foundation") }, "\(file)")
        }
    }

    @Test("use no lock that Thread Sanitizer does not see")
    func locks() throws {
        #expect(Repository.matches(#"\bMutex\b"#, in: try Repository.swiftFiles("Sources")) == [])
        #expect(
            Repository.matches(
                #"\bMutex\b"#,
                in: try Repository.swiftFiles("Tests").filter { !$0.path.contains("HouseTests") }) == [])
    }

    @Test("take time and randomness from the machine in two places only")
    func determinism() throws {
        let files = try Repository.swiftFiles("Sources").filter { file in
            !Self.determinism.contains { file.path.hasPrefix($0) }
        }
        let pattern =
            #"\b(clock_gettime|gettimeofday|getrandom|getentropy|arc4random\w*|rand|random|time|localtime_r|gmtime_r)\("#
            + #"|SystemRandomNumberGenerator|ContinuousClock|SuspendingClock|DispatchTime\.now|DispatchWallTime\.now"#
            + #"|\.random\(|\.randomElement\(|\.shuffled?\(|\.deadline\(|SymmetricKey\(size:|/dev/u?random"#
        #expect(Repository.matches(pattern, in: files) == [])
    }

    /// The module that a line imports.
    private static func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
        let before = words[..<keyword]
        guard
            before.allSatisfy({
                $0.hasPrefix("@") || ["package", "internal", "private", "public"].contains($0)
            })
        else { return nil }
        return words[keyword + 1].split(separator: ".").first.map(String.init)
    }
}
