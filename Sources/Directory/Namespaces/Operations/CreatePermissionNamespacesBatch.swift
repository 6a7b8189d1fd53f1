internal import Contract
internal import JSON
internal import PoolEngine

/// Creates several namespaces, all or none (namespaces.md).
extension CreatePermissionNamespacesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        for entry in BatchEntry.entries(of: list, named: "list") {
            try entry.run { item in
                let new = NewNamespace(code: item.code, name: item.name, description: item.description)
                _ = try directory.namespaces.add(new, builtIn: .builtInInBatch)
            }
        }
        data.isSuccess()
    }
}
