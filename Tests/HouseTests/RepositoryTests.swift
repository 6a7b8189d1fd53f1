import Testing

/// The search that the other tests of the house rely on.
@Suite("Repository")
struct RepositoryTests {
    @Test(
        "looks for code outside comments and literals",
        arguments: [
            ("let a = b! // no", "let a = b! "), ("// let a = b!", ""), ("    /// b!", ""),
            (#"let a = "b!" + c"#, #"let a = "" + c"#), (##"let a = #"b"!"# + c"##, #"let a = "" + c"#),
            (#"let a = "\"b!""#, #"let a = """#), ("", ""),
        ])
    func code(line: String, expected: String) {
        #expect(Repository.File(path: "a.swift", text: line).code == [expected])
    }

    @Test("leaves out literals of many lines")
    func longLiterals() {
        let text = "let a = \"\"\"\n  b!\n  \"\"\" + c!\nd"
        #expect(Repository.File(path: "a.swift", text: text).code == ["let a = ", "", " + c!", "d"])
    }

    @Test("finds its own files")
    func files() throws {
        #expect(try Repository.swiftFiles("Tests/HouseTests").contains { $0.name == "RepositoryTests" })
        #expect(try Repository.swiftFiles("Sources").count > 100)
    }
}
