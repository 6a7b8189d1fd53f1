import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Namespaces")
struct NamespacesTests {
    private let fixture: Fixture
    private var namespaces: Namespaces { fixture.directory.namespaces }
    private var events: [PoolEvent] { fixture.directory.takeEvents() }

    init() throws {
        fixture = try Fixture()
    }

    private func codes(_ keywords: String?, inName: Bool = false, _ page: Page = .everything) throws
        -> [String]
    {
        try namespaces.list(keywords: keywords, inName: inName, page: page).list.map(\.code)
    }

    @Test("A new pool has the namespaces default and system, which calls cannot change")
    func builtIn() throws {
        #expect(try codes(nil) == ["system", "default"])
        #expect(try namespaces.key(of: nil) == namespaces.key(of: "default"))
        for code in ["default", "system"] {
            var changes = NamespaceChanges()
            changes.name = "x"
            #expect(throws: NamespaceError.builtIn) { try namespaces.add(NewNamespace(code: code)) }
            #expect(throws: NamespaceError.builtIn) { try namespaces.update(code, changes) }
            #expect(throws: NamespaceError.builtIn) { try namespaces.delete([try namespaces.get(code)]) }
        }
        #expect(events == [])
    }

    @Test("A namespace is returned as it was written, with its code where it has no name")
    func fields() throws {
        var new = NewNamespace(code: "my-namespace")
        new.name = "Mine"
        new.description = "d"
        let namespace = try namespaces.add(new)
        #expect(namespace.name == "Mine" && namespace.description == "d" && namespace.isOpen)
        #expect(namespace.key == 3 && !namespace.isBuiltIn)
        let nameless = try namespaces.add(NewNamespace(code: "n"))
        #expect(nameless.name == "n" && nameless.description == nil)
        #expect(
            events == [PoolEvent(.namespaceCreated, "my-namespace"), PoolEvent(.namespaceCreated, "n")])
    }

    @Test(
        "A code has 1 to 64 letters, digits, underscores and hyphens",
        arguments: [
            "", " ", "额！", "好", "a b", "a.b", "a:b", "é", "a\u{0}", String(repeating: "c", count: 65),
        ])
    func codes(code: String) throws {
        #expect(throws: NamespaceError.invalidCode(code)) { try namespaces.add(NewNamespace(code: code)) }
        _ = try namespaces.add(NewNamespace(code: "n"))
        var changes = NamespaceChanges()
        changes.code = code
        #expect(throws: NamespaceError.invalidCode(code)) { try namespaces.update("n", changes) }
        #expect(try codes(nil) == ["n", "system", "default"])
    }

    @Test("A code that is taken is refused, also for a namespace that does not exist")
    func taken() throws {
        for code in ["a", "b"] { _ = try namespaces.add(NewNamespace(code: code)) }
        #expect(throws: NamespaceError.codeTaken("a")) { try namespaces.add(NewNamespace(code: "a")) }
        var changes = NamespaceChanges()
        changes.code = "a"
        #expect(throws: NamespaceError.codeTaken("a")) { try namespaces.update("b", changes) }
        #expect(throws: NamespaceError.codeTaken("a")) { try namespaces.update("c", changes) }
        #expect(try namespaces.update("a", changes).code == "a")
        changes.code = "d"
        #expect(throws: NamespaceError.notFound) { try namespaces.update("c", changes) }
    }

    @Test("A change leaves what it does not name, and a new code frees the old one")
    func changes() throws {
        var new = NewNamespace(code: "a")
        new.description = "d"
        let key = try namespaces.add(new).key
        _ = events
        var changes = NamespaceChanges()
        changes.code = "b"
        changes.name = "B"
        let changed = try namespaces.update("a", changes)
        #expect(changed.key == key && changed.name == "B" && changed.description == "d")
        #expect(try namespaces.find("a") == nil)
        #expect(events == [PoolEvent(.namespaceUpdated, "b")])
    }

    @Test("Namespaces are deleted once, and their codes are free again")
    func deletion() throws {
        let namespace = try namespaces.add(NewNamespace(code: "a"))
        _ = events
        try namespaces.delete([namespace, namespace])
        #expect(events == [PoolEvent(.namespaceDeleted, "a")])
        #expect(throws: NamespaceError.notFound) { try namespaces.get("a") }
        _ = try namespaces.add(NewNamespace(code: "a"))
    }

    @Test("Lists of namespaces are newest first, by page, and by text in the code or the name")
    func list() throws {
        for (code, name) in [("alpha", "One"), ("Beta", "two alpha"), ("gamma", "Three")] {
            var new = NewNamespace(code: code)
            new.name = name
            _ = try namespaces.add(new)
        }
        #expect(try codes(nil, Page(number: 2, limit: 2)) == ["alpha", "system"])
        #expect(try codes("", Page(number: 1, limit: 1)) == ["gamma"])
        #expect(try codes("BETA") == ["Beta"])
        #expect(try codes("alpha") == ["alpha"])
        #expect(try codes("alpha", inName: true) == ["Beta", "alpha"])
        let page = try namespaces.list(keywords: "a", inName: false, page: Page(number: 2, limit: 3))
        #expect(page.totalCount == 4 && page.list.map(\.code) == ["default"])
    }
}
