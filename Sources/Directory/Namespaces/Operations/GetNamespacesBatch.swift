internal import Contract
internal import JSON
internal import PoolEngine

/// Finds namespaces by their codes, in the order of the codes; unknown ones are left out (namespaces.md).
extension GetNamespacesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let namespaces = try codeList.compactMap { try directory.namespaces.find($0) }
        data.array(namespaces) { NamespaceDto(namespace: $0).write(to: &$1) }
    }
}
