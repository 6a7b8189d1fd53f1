import Foundation
import Testing

/// The modules of the package, what each may import and what it may use.
@Suite("Modules")
struct ModuleTests {
    /// A module imports only modules listed before it.
    private static let modules = [
        "CSQLite", "CLinux", "CStartup", "Platform", "Locking", "Bytes", "HTTP", "HTTPServer", "HTTPClient",
        "JSON",
        "SQLite", "Faults", "Journal", "Webhooks", "PoolEngine", "Contract", "Seeds",
        "Directory",
        "ManagementAPI", "Control", "MCP", "genauth-emulator",
    ]

    /// The places that may read clocks and random bytes.
    private static let determinism = ["Sources/PoolEngine/Environment/", "Sources/Platform/"]

    @Test("The folders in Sources are the known modules")
    func folders() throws {
        let found = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appendingPathComponent("Sources").path)
        #expect(Set(found) == Set(Self.modules))
    }

    @Test("A module imports only modules listed before it", arguments: modules)
    func arrows(module: String) throws {
        let position = try #require(Self.modules.firstIndex(of: module))
        for file in try Repository.swiftFiles("Sources/\(module)") {
            for line in file.code {
                guard let imported = Self.importedModule(line) else { continue }
                // The module of the program is spelled with an underscore.
                guard
                    let other = Self.modules.firstIndex(of: imported.replacingOccurrences(of: "_", with: "-"))
                else {
                    continue
                }
                #expect(other < position, "\(file) imports \(imported)")
            }
        }
    }

    @Test("Platform alone has conditions of compilation and imports the C library")
    func portability() throws {
        let files = try Repository.swiftFiles("Sources").filter { !$0.path.hasPrefix("Sources/Platform/") }
        #expect(Repository.matches(#"^\s*#(if|elseif)\b"#, in: files) == [])
        for file in files {
            let modules = Set(file.code.compactMap(Self.importedModule))
            #expect(modules.isDisjoint(with: ["CLinux", "Glibc", "Musl", "Darwin"]), "\(file)")
        }
    }

    @Test("Sources do not import Foundation")
    func noFoundation() throws {
        for file in try Repository.swiftFiles("Sources") {
            let modules = file.code.compactMap(Self.importedModule)
            #expect(!modules.contains { $0.hasPrefix("Foundation") }, "\(file)")
        }
    }

    @Test("Sources and tests use no Mutex, which Thread Sanitizer does not see")
    func locks() throws {
        #expect(Repository.matches(#"\bMutex\b"#, in: try Repository.swiftFiles("Sources")) == [])
        #expect(
            Repository.matches(
                #"\bMutex\b"#,
                in: try Repository.swiftFiles("Tests").filter { !$0.path.contains("ArchitectureTests") })
                == [])
    }

    @Test("Sources read clocks and random bytes in two places only")
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
