import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// The rules of data resources.
@Suite("Data resources")
struct DataResourcesTests {
    private let fixture: Fixture
    private var resources: DataResources { fixture.directory.dataResources }

    init() throws {
        fixture = try Fixture()
        _ = try fixture.directory.namespaces.add(NewNamespace(code: "ns"))
    }

    @discardableResult
    private func add(
        _ code: String, in namespace: String = "ns", name: String? = nil, _ structure: String = #""x""#
    ) throws -> DataResource {
        try resources.add(
            NewDataResource(
                code, in: namespace, name: name ?? code, structure: try .parsed(structure),
                actions: ["get", "read"]))
    }

    @Test(
        "A struct comes back as it was sent",
        arguments: [
            #""a / b""#, #"["a", "b"]"#, #"[{"code":"a",  "name":"A"}]"#,
            #"[{"name":"A","code":"a","value":"","other":1,"children":[{"code":"b","name":"B"}]}]"#,
        ])
    func echo(text: String) throws {
        let resource = try add("r", text)
        #expect(try resources.structure(of: resource) == text)
    }

    @Test("The type of a data resource is that of its struct")
    func types() throws {
        #expect(try add("s", #""x""#).type == .string)
        #expect(try add("l", #"["x"]"#).type == .array)
        #expect(try add("t", #"[{"code":"a","name":"A"}]"#).type == .tree)
        #expect(try add("o", #"{"code":"a","name":"A"}"#).type == .tree)
    }

    @Test("Code and name of a data resource are unique in the namespace")
    func uniqueness() throws {
        try add("r", name: "R")
        #expect(throws: DataResourceError.codeTaken) { try add("r", name: "other") }
        #expect(throws: DataResourceError.nameTaken) { try add("other", name: "R") }
        try add("r", in: "default", name: "R")
        try add("second")
        var changes = DataResourceChanges()
        changes.name = "R"
        #expect(throws: DataResourceError.nameTaken) { try resources.update("second", in: "ns", changes) }
    }

    @Test(
        "A struct that breaks a rule is refused",
        arguments: [
            ("[]", "struct should not be empty"), (#""""#, "struct should not be empty"),
            ("1", "struct must be a string or an array"),
            (#"["a", 1]"#, "each value in struct must be a string"),
            (#"[{"name":"A"}]"#, "code should not be empty"),
            (#"[{"code":"a","name":""}]"#, "name should not be empty"),
            (#"[{"code":"a/b","name":"A"}]"#, "code must not contain a slash"),
            (#"[{"code":"a","name":"A"},{"code":"a","name":"B"}]"#, "code must be unique: a"),
            (#"[{"code":"a","name":"A"},{"code":"b","name":"A"}]"#, "name must be unique: A"),
            (#"[{"code":"a","name":"A","value":1}]"#, "value must be a string"),
            (#"[{"code":"a","name":"A","children":{}}]"#, "children must be an array"),
            (
                #"[{"code":"a","name":"A"},"b"]"#,
                "each value in nested property struct must be either object or array"
            ),
        ])
    func refusals(text: String, rule: String) {
        #expect(throws: DataResourceError.invalidStruct(rule)) { try DataStructure.parsed(text) }
    }

    @Test("A tree has at most five levels, and the same code may be on two levels")
    func depth() throws {
        func tree(_ levels: Int) -> String {
            let node = #"[{"code":"a","name":"A""#
            return String(repeating: node + #","children":"#, count: levels - 1) + node + "}]"
                + String(repeating: "}]", count: levels - 1)
        }
        #expect(try DataStructure.parsed(tree(5)).nodes.map(\.path).last == "a/a/a/a/a")
        #expect(throws: DataResourceError.invalidStruct("struct must contain no more than 5 levels")) {
            try DataStructure.parsed(tree(6))
        }
    }

    @Test("A changed data resource keeps its type")
    func update() throws {
        try add("r", #"["x"]"#)
        var changes = DataResourceChanges()
        changes.structure = try .parsed(#"["y", "z"]"#)
        changes.actions = ["write"]
        let changed = try resources.update("r", in: "ns", changes)
        #expect(try resources.structure(of: changed) == #"["y", "z"]"#)
        #expect(changed.actions == ["write"] && changed.name == "r")
        changes.structure = try .parsed(#""y""#)
        #expect(throws: DataResourceError.invalidStruct("struct must be an array")) {
            try resources.update("r", in: "ns", changes)
        }
    }

    @Test("Lists of data resources begin with the newest")
    func lists() throws {
        for code in ["one", "two", "three"] { try add(code) }
        try add("four", in: "default", name: "One")
        func codes(_ keywords: String?, _ namespaces: [String] = []) throws -> [String] {
            try resources.list(keywords: keywords, namespaces: namespaces, page: .everything).list.map(\.code)
        }
        #expect(try codes(nil) == ["four", "three", "two", "one"])
        #expect(try codes("ONE") == ["four", "one"])
        #expect(try codes("one", ["ns"]) == ["one"])
        #expect(try codes(nil, ["ns", "ns"]) == ["three", "two", "one"])
        let page = try resources.list(keywords: nil, namespaces: ["ns"], page: Page(number: 2, limit: 2))
        #expect(page.totalCount == 3 && page.list.map(\.code) == ["one"])
        #expect(throws: DataResourceError.namespaceNotFound) { try codes(nil, ["none"]) }
    }

    @Test("Data resources are deleted with their namespace")
    func namespaces() throws {
        try add("t", #"[{"code":"a","name":"A"}]"#)
        try fixture.directory.namespaces.delete([try fixture.directory.namespaces.get("ns")])
        #expect(try fixture.numbers("SELECT count(*) FROM data_resources") == [0])
        #expect(try fixture.numbers("SELECT count(*) FROM data_resource_nodes") == [0])
    }

    @Test("What does not exist is not found, and a code with a slash is refused")
    func unknown() throws {
        #expect(throws: DataResourceError.notFound) { try resources.get("r", in: "ns") }
        #expect(throws: DataResourceError.notFound) { try resources.delete("r", in: "ns") }
        #expect(throws: DataResourceError.namespaceNotFound) { try resources.get("r", in: "none") }
        #expect(throws: DataResourceError.namespaceNotFound) { try add("r", in: "none") }
        #expect(throws: DataResourceError.invalidCode("a/b")) { try add("a/b") }
    }
}
