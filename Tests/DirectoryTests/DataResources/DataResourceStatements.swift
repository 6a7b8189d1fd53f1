import JSON
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine

/// Runs the statements of data resources.
extension EveryStatement {
    func exerciseDataResources() throws {
        let resources = fixture.directory.dataResources
        let tree = try DataStructure.parsed(#"[{"code": "a", "name": "A"}]"#)
        _ = try resources.add(
            NewDataResource("t", in: "default", name: "T", structure: tree, actions: ["get"]))
        _ = try resources.structure(of: try resources.get("t", in: "default"))
        var changes = DataResourceChanges()
        changes.structure = tree
        _ = try resources.update("t", in: "default", changes)
        _ = try resources.list(keywords: nil, namespaces: [], page: page)
        _ = try resources.list(keywords: "t", namespaces: [], page: page)
        _ = try resources.list(keywords: "t", namespaces: ["default"], page: page)
        _ = try resources.hasCode("t", in: "default")
        _ = try resources.hasName("t", in: "default")
        try resources.delete("t", in: "default")
    }
}

extension DataStructure {
    /// Reads JSON text.
    static func parsed(_ text: String) throws -> DataStructure {
        try DataStructure(try Document(parsing: Array(text.utf8)).root)
    }
}
