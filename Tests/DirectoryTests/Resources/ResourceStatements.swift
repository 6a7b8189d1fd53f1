import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of common resources.
extension EveryStatement {
    func exerciseResources() throws {
        let resources = fixture.directory.resources
        let made = try resources.add(NewResource("books", .data))
        _ = try resources.find(id: made.id)
        _ = try resources.update("books", in: nil, ResourceChanges())
        _ = try resources.list(in: nil, type: nil, page: page)
        _ = try resources.list(in: nil, type: .data, page: page)
        _ = try resources.list(keyword: nil, namespaces: [], page: page)
        _ = try resources.list(keyword: "b", namespaces: [], page: page)
        _ = try resources.list(keyword: "b", namespaces: ["default"], page: page)
        let namespaceKey = try fixture.directory.namespaces.key(of: nil)
        try resources.announceDeletion(ofNamespace: PoolHook.Subject(key: namespaceKey, id: "default"))
        try resources.delete([made])
    }
}
