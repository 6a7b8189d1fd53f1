import Testing

@testable import JSON

@Suite("Member templates")
struct MemberTemplateTests {
    private static let names = ["a", "bc", "d"]
    private static let values = ["null", "[]", #""x""#]
    private static let template = MemberTemplate(
        zip(names, values).map { (name: $0, value: $1) })

    private func text(of set: Set<Int>, _ layout: Writer.Layout, before: Bool = false) -> String {
        var writer = Writer(layout: layout)
        writer.beginObject()
        if before { writer.member("first", true) }
        writer.members(Self.template, isUsual: { !set.contains($0) }) { index, writer in
            writer.string("\(index)\"")
        }
        writer.member("last", false)
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    @Test(
        "Member templates read like members written one by one, whichever of them are as usual",
        arguments: 0..<8, [Writer.Layout.compact, .indented])
    func sets(bits: Int, layout: Writer.Layout) {
        let set = Set((0..<3).filter { bits >> $0 & 1 == 1 })
        for before in [false, true] {
            var writer = Writer(layout: layout)
            writer.beginObject()
            if before { writer.member("first", true) }
            for (index, name) in Self.names.enumerated() {
                writer.name(name)
                if set.contains(index) {
                    writer.string("\(index)\"")
                } else {
                    writer.raw(Array(Self.values[index].utf8))
                }
            }
            writer.member("last", false)
            writer.endObject()
            let expected = String(decoding: writer.finish(), as: UTF8.self)
            #expect(text(of: set, layout, before: before) == expected)
        }
    }

    @Test("Member templates without exceptions have all members as usual")
    func usual() {
        #expect(text(of: [], .compact) == #"{"a":null,"bc":[],"d":"x","last":false}"#)
    }
}
