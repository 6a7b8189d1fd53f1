import JSON
import Testing

@Suite("Marks")
struct WriterMarkTests {
    @Test(
        "Marks of the JSON writer take back a half-written member, commas and open containers included",
        arguments: [Writer.Layout.compact, .indented])
    func halfWritten(layout: Writer.Layout) {
        func finish(_ writer: inout Writer) -> [UInt8] {
            writer.member("apiCode", 2004)
            writer.endObject()
            return writer.bytes
        }
        var straight = Writer(layout: layout)
        straight.beginObject()
        straight.member("statusCode", 404)
        let expected = finish(&straight)

        var writer = Writer(layout: layout)
        writer.beginObject()
        writer.member("statusCode", 404)
        let mark = writer.mark
        writer.name("data")
        writer.beginObject()
        writer.name("list")
        writer.beginArray()
        writer.string("half")
        writer.truncate(to: mark)
        #expect(finish(&writer) == expected)
    }

    @Test("Marks of the JSON writer remember that no comma is due yet")
    func opening() {
        var writer = Writer()
        writer.beginArray()
        let mark = writer.mark
        writer.int(1)
        writer.int(2)
        writer.truncate(to: mark)
        writer.int(3)
        writer.endArray()
        #expect(writer.finish() == Array("[3]".utf8))
    }

    @Test("Marks of the JSON writer remember that a name waits for its value")
    func afterName() {
        var writer = Writer()
        writer.beginObject()
        writer.name("a")
        let mark = writer.mark
        writer.beginArray()
        writer.truncate(to: mark)
        writer.null()
        writer.endObject()
        #expect(writer.finish() == Array(#"{"a":null}"#.utf8))
    }

    @Test("Marks of the JSON writer bring back the very start")
    func start() {
        var writer = Writer()
        let mark = writer.mark
        writer.beginObject()
        writer.truncate(to: mark)
        writer.truncate(to: mark)
        writer.bool(false)
        #expect(writer.finish() == Array("false".utf8))
    }
}
