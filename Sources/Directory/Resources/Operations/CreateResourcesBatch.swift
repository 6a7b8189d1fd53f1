internal import Contract
internal import JSON
internal import PoolEngine

/// Creates several resources of one namespace, all or none (resources.md).
extension CreateResourcesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        for entry in BatchEntry.entries(of: list, named: "list") {
            try entry.run { item in
                guard let code = item.code else { throw ResourceError.noCode }
                var new = NewResource(code, item.type, in: namespace)
                new.name = item.name
                new.description = item.description
                new.actions = Resource.text(of: item.actions.map { ($0.name, $0.description) })
                new.apiIdentifier = item.apiIdentifier
                _ = try directory.resources.add(new)
            }
        }
        data.isSuccess()
    }
}
