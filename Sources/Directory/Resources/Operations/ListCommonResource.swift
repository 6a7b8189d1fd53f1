internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources of the pool, or of some namespaces, newest first (resources.md).
extension ListCommonResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let codes = namespaceCodeList?.filter { !$0.isEmpty } ?? []
        let found = try directory.resources.list(keyword: keyword, namespaces: codes, page: listPage)
        let userPoolId = try PoolIdentity(of: directory.connection).id
        data.page(found) { ResourceDto(resource: $0).writeCommon(to: &$1, userPoolId: userPoolId) }
    }
}
