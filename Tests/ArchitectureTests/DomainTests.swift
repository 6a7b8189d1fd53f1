import Foundation
import Testing

/// The domains of the directory, one folder each, and which modules may not know them.
@Suite("Domains")
struct DomainTests {
    private static let directory = "Sources/Directory"
    /// Modules that know no domain.
    private static let nounless = ["Sources/PoolEngine", "Sources/Seeds"]

    /// The folders of the domains.
    private static func folders() throws -> [String] {
        let names = try Repository.swiftFiles(directory).compactMap { file in
            let parts = file.path.split(separator: "/")
            return parts.count > 3 ? String(parts[2]) : nil
        }
        return Set(names).subtracting(["Generated"]).sorted()
    }

    @Test("Each folder of Directory has the descriptor of its domain, which is listed once")
    func descriptors() throws {
        let list = try Repository.file("\(Self.directory)/Domain.swift").text
        let folders = try Self.folders()
        #expect(folders.count >= 5)
        for folder in folders {
            let descriptor = try Repository.file("\(Self.directory)/\(folder)/\(folder)Domain.swift").text
            let name = folder.prefix(1).lowercased() + folder.dropFirst()
            #expect(descriptor.contains("static let \(name) = Domain("), "\(folder)")
            #expect(list.matches(of: try Regex(#"all = \[[^\]]*\b\#(name)\b"#)).count == 1, "\(folder)")
        }
    }

    @Test("Files under Model do not know the contract of an API")
    func models() throws {
        let files = try Repository.swiftFiles(Self.directory).filter { $0.path.contains("/Model/") }
        #expect(files.count > 40)
        #expect(Repository.matches(#"\bimport (Contract|ManagementAPI|HTTP|HTTPServer)\b"#, in: files) == [])
    }

    @Test("An error that a client sees is declared in the folder of its domain, in a file of its name")
    func errors() throws {
        var count = 0
        for file in try Repository.swiftFiles(Self.directory) {
            for match in file.text.matches(of: #/(?:enum|struct|extension) (\w+): AnsweredError\b/#) {
                count += 1
                #expect(file.name == match.output.1)
                #expect(file.path.split(separator: "/").count > 3, "\(file) is in no domain's folder")
            }
        }
        #expect(count >= 6)
    }

    /// Whether a file is the schema of a domain, or the descriptor of one that has no file for its schema.
    private static func hasTables(_ file: Repository.File) -> Bool {
        file.name.hasSuffix("Schema") || file.name.hasSuffix("Domain")
    }

    @Test("Tables are created in the schemas and descriptors of their domains only")
    func schemas() throws {
        let files = try Repository.swiftFiles(Self.directory).filter { !Self.hasTables($0) }
        for file in files {
            #expect(!file.text.contains("CREATE TABLE "), "\(file)")
            #expect(!file.text.contains("Migration(version:"), "\(file)")
        }
    }

    @Test("The pool engine and the seeds name no table of a domain")
    func tables() throws {
        let schemas = try Repository.swiftFiles(Self.directory).filter(Self.hasTables)
        let tables = schemas.flatMap { file in
            file.text.matches(of: #/CREATE (?:VIRTUAL )?TABLE (\w+)/#).map { String($0.output.1) }
        }
        #expect(tables.count > 15)
        let statement = try Regex(
            #"(FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES|ON) (\#(tables.joined(separator: "|")))\b"#)
        for folder in Self.nounless {
            for file in try Repository.swiftFiles(folder) {
                #expect(file.text.firstMatch(of: statement) == nil, "\(file)")
            }
        }
    }
}
