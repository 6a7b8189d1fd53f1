import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of namespaces.
extension EveryStatement {
    func exerciseNamespaces() throws {
        let namespaces = fixture.directory.namespaces
        _ = try namespaces.add(NewNamespace(code: "n"))
        _ = try namespaces.key(of: nil)
        _ = try namespaces.hasName("N")
        _ = try namespaces.update("n", NamespaceChanges())
        _ = try namespaces.list(keywords: nil, inName: false, page: page)
        _ = try namespaces.list(keywords: "n", inName: true, page: page)
        _ = try namespaces.eventObject(of: try namespaces.get("n"))
        try namespaces.delete([try namespaces.get("n")])
    }
}
