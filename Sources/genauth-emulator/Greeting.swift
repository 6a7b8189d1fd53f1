import HTTP
import JSON

/// The answer to `GET /`, for a person or program that looks for what is here.
struct Greeting {
    /// The answer; it is always the same.
    let response: Response

    /// Writes the answer.
    init(version: String) {
        var writer = Writer(reserving: 512, layout: .indented)
        writer.beginObject()
        writer.member("name", "genauth-emulator")
        writer.member("version", version)
        writer.member("about", "A local emulator of the GenAuth (formerly Authing) V3 management API")
        writer.member("health", "/_emulator/health")
        writer.member("userPools", "/_emulator/user-pools")
        writer.member("coverage", "/_emulator/coverage")
        writer.name("documents")
        writer.beginObject()
        writer.member("managementAPI", "/_emulator/openapi.json")
        writer.member("controlAPI", "/_emulator/control-openapi.json")
        writer.endObject()
        writer.endObject()
        response = Response(status: 200, body: writer.finish() + [UInt8(ascii: "\n")])
    }
}
