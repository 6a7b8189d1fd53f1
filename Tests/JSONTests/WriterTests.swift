import JSON
import Testing

@Suite("Writer")
struct WriterTests {
    private func written(_ layout: Writer.Layout = .compact, _ body: (inout Writer) -> Void) -> String {
        var writer = Writer(reserving: 0, layout: layout)
        body(&writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    private func sample(_ writer: inout Writer) {
        writer.beginObject()
        writer.member("statusCode", 200)
        writer.member("message", "Success")
        writer.name("data")
        writer.beginObject()
        writer.name("list")
        writer.beginArray()
        writer.int(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.endObject()
        writer.member("ok", true)
        writer.endObject()
    }

    @Test("The JSON writer puts commas between members and elements, in the order of the calls")
    func compact() {
        #expect(
            written { sample(&$0) }
                == #"{"statusCode":200,"message":"Success","data":{"list":[1,[],{},null]},"ok":true}"#)
    }

    @Test("The JSON writer indents by two spaces and keeps empty containers on one line")
    func indented() {
        let expected = """
            {
              "statusCode": 200,
              "message": "Success",
              "data": {
                "list": [
                  1,
                  [],
                  {},
                  null
                ]
              },
              "ok": true
            }
            """
        #expect(written(.indented) { sample(&$0) } == expected)
    }

    @Test("The JSON writer writes scalars alone")
    func scalars() {
        #expect(written { $0.null() } == "null")
        #expect(written { $0.bool(true) } == "true")
        #expect(written { $0.bool(false) } == "false")
        #expect(written(.indented) { $0.string("a") } == #""a""#)
    }

    @Test(
        "The JSON writer writes integers in decimal",
        arguments: [
            (0, "0"), (7, "7"), (-1, "-1"), (10, "10"), (99, "99"), (1_000_000, "1000000"),
            (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
        ])
    func integers(value: Int64, text: String) {
        #expect(written { $0.int(value) } == text)
    }

    @Test("The JSON writer writes null for members without a value")
    func nilMembers() {
        let text = written {
            $0.beginObject()
            $0.member("a", nil as String?)
            $0.member("b", nil as Int64?)
            $0.member("c", nil as Bool?)
            $0.endObject()
        }
        #expect(text == #"{"a":null,"b":null,"c":null}"#)
    }

    @Test("The JSON writer copies raw text unchanged, in every form it may come")
    func raw() throws {
        let value = try #require(try Document(#"{"a": [1.0, "\u0041"]}"#).root["a"])
        let text = written {
            $0.beginArray()
            $0.raw("{ }")
            $0.raw([UInt8(ascii: "1")])
            $0.raw(value.text)
            $0.raw(value)
            $0.endArray()
        }
        #expect(text == #"[{ },1,[1.0, "\u0041"],[1.0, "\u0041"]]"#)
    }

    @Test("The JSON writer chooses the checked form for names known only at run time")
    func runTimeNames() {
        let name = "a\"b"
        let text = written {
            $0.beginObject()
            $0.name(name)
            $0.null()
            $0.endObject()
        }
        #expect(text == #"{"a\"b":null}"#)
    }

    @Test("The JSON writer counts bytes and shows them while writing")
    func count() {
        var writer = Writer()
        writer.beginArray()
        writer.string("你")
        #expect(writer.count == 6)
        #expect(writer.bytes == Array("[\"你\"".utf8))
    }
}
