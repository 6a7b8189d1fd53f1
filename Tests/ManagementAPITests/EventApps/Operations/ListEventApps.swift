internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the applications that publish events, all on one page.
extension ListEventApps: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let apps = try directory.eventApps.list()
        data.page(Paged(totalCount: apps.count, list: apps)) { app, data in
            data.beginObject()
            data.member("identifier", app.identifier)
            data.member("name", app.name)
            data.member("logo", app.logo)
            data.endObject()
        }
    }
}
