internal import Contract
internal import JSON
internal import PoolEngine

/// Creates an application that publishes events.
extension CreateEventApp: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let app = EventApp(identifier: identifier, name: name, logo: logo)
        guard try directory.eventApps.create(app) else {
            throw APIError(409, Message(chinese: "应用标识已存在", english: "Event app identifier already exists"))
        }
    }
}
