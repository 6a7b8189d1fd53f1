import SQLite
import Testing

@Suite("Texts compared by their bytes")
struct ExactTextTests {
    @Test(
        "Exact texts differ where Swift's are equal",
        arguments: [("é", "e\u{301}"), ("K", "\u{212A}"), ("가", "\u{1100}\u{1161}"), ("Å", "\u{212B}")])
    func equivalent(one: String, other: String) {
        #expect(one == other)
        #expect(ExactText(one) != ExactText(other))
        #expect(Set([ExactText(one), ExactText(other)]).count == 2)
        #expect(!ExactText.same(one, other))
    }

    @Test(
        "Exact texts are the same when their bytes are",
        arguments: ["", "a", "é", "a text that is no small one in memory"])
    func same(text: String) {
        let copy = String(decoding: Array(text.utf8), as: UTF8.self)
        #expect(ExactText(text) == ExactText(copy))
        #expect(Set([ExactText(text), ExactText(copy)]).count == 1)
        #expect(ExactText.same(text, copy) && !ExactText.same(text, nil) && ExactText.same(nil, nil))
    }
}
