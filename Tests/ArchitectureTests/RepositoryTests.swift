import Testing

/// The search that the other tests of the architecture rely on.
@Suite("Repository")
struct RepositoryTests {
    @Test(
        "The code of a file is searched without comments and string literals",
        arguments: [
            ("let a = b! // no", "let a = b! "), ("// let a = b!", ""), ("    /// b!", ""),
            (#"let a = "b!" + c"#, #"let a = "" + c"#), (##"let a = #"b"!"# + c"##, #"let a = "" + c"#),
            (#"let a = "\"b!""#, #"let a = """#), ("", ""),
        ])
    func code(line: String, expected: String) {
        #expect(Repository.File(path: "a.swift", text: line).code == [expected])
    }

    @Test("The code of a file is searched without string literals of many lines")
    func longLiterals() {
        let text = "let a = \"\"\"\n  b!\n  \"\"\" + c!\nd"
        #expect(Repository.File(path: "a.swift", text: text).code == ["let a = ", "", " + c!", "d"])
    }

    @Test("The Swift files of a folder are found")
    func files() throws {
        #expect(
            try Repository.swiftFiles("Tests/ArchitectureTests").contains { $0.name == "RepositoryTests" })
        #expect(try Repository.swiftFiles("Sources").count > 100)
    }
}
