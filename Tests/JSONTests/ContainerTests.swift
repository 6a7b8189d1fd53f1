import JSON
import Testing

@Suite("Arrays and objects")
struct ContainerTests {
    @Test("Arrays and objects in JSON give elements in order, each with all it contains")
    func elements() throws {
        let root = try Document(#"[1,[2,[3]],{"a":[4]},"5"]"#).root
        #expect(root.count == 4)
        #expect(root.elements.map(\.kind) == [.number, .array, .object, .string])
        #expect(
            root.elements.map { String(decoding: $0.text, as: UTF8.self) } == [
                "1", "[2,[3]]", #"{"a":[4]}"#, #""5""#,
            ])
        #expect(root.elements.underestimatedCount == 4)
    }

    @Test("Arrays and objects in JSON give members in written order, duplicates included")
    func members() throws {
        let root = try Document(#"{"z":1,"a":{"z":2},"z":[3],"":4}"#).root
        #expect(root.count == 4)
        #expect(root.members.map { $0.name.string } == ["z", "a", "z", ""])
        #expect(root.members.map(\.value.kind) == [.number, .object, .array, .number])
    }

    @Test("Arrays and objects in JSON let the last of several members with one name win")
    func duplicates() throws {
        let root = try Document(#"{"code":"a","x":0,"code":"b","\u0063ode":"c","x":1}"#).root
        #expect(root["code"]?.string == "c")
        #expect(root["x"]?.int64 == 1)
    }

    @Test("Arrays and objects in JSON do not look for names inside other values")
    func nestedNames() throws {
        let root = try Document(#"{"a":{"b":1},"c":["d"],"e":"f"}"#).root
        for name in ["b", "d", "f", "", "A", "a "] {
            #expect(root[name] == nil)
        }
        #expect(root["a"]?["b"]?.int64 == 1)
    }

    @Test("Arrays and objects in JSON distinguish a member that is null from a missing one")
    func nullMember() throws {
        let root = try Document(#"{"a":null}"#).root
        #expect(root["a"]?.isNull == true)
        #expect(root["b"] == nil)
    }

    @Test("Arrays and objects in JSON compare names by bytes, not by canonical equivalence")
    func canonicalEquivalence() throws {
        let root = try Document("{\"\u{E9}\":1,\"e\u{301}\":2}").root
        #expect(root["\u{E9}"]?.int64 == 1)
        #expect(root["e\u{301}"]?.int64 == 2)
    }

    @Test("Arrays and objects in JSON count what is written in empty and nested containers")
    func counts() throws {
        let root = try Document(#"[[],{},[[],[]],{"a":[1,2],"b":{}}]"#).root
        #expect(root.elements.map(\.count) == [0, 0, 2, 2])
    }
}
