import JSON
import Testing

@Suite("Reader and writer together")
struct RoundTripTests {
    @Test("reads back what was written")
    func readsBack() throws {
        var writer = Writer()
        writer.beginObject()
        writer.member("name", "开发者")
        writer.member("count", 2)
        writer.endObject()
        let document = try Document(parsing: writer.finish())
        #expect(document.root["name"]?.string == "开发者")
        #expect(document.root["count"]?.int64 == 2)
    }
}
