import Bytes
import HTTP
import Testing

@Suite("The pairs of a query or form")
struct FormPairsTests {
    static let cases: [(String, [[String]])] = [
        ("", []),
        ("a=1&b=2", [["a", "1"], ["b", "2"]]),
        ("b=2&a=1&b=3", [["b", "2"], ["a", "1"], ["b", "3"]]),
        ("a", [["a", ""]]),
        ("=x", [["", "x"]]),
        ("a=b=c", [["a", "b=c"]]),
        ("&&a=1&", [["a", "1"]]),
        ("a=1;b=2", [["a", "1;b=2"]]),
        ("k%5B%5D=a&k[]=b", [["k[]", "a"], ["k[]", "b"]]),
        ("a+b=c+d%2B%20e", [["a b", "c d+ e"]]),
        ("a=%25%32%35", [["a", "%25"]]),
        ("a=%2526", [["a", "%26"]]),
        ("a=%&b=%4&c=%zz", [["a", "%"], ["b", "%4"], ["c", "%zz"]]),
        ("a=%E4%B8%AD%e6%96%87", [["a", "中文"]]),
        ("a=%0d%0a", [["a", "\r\n"]]),
    ]

    @Test("The pairs of a query or form are decoded in order", arguments: cases)
    func decoded(_ text: String, _ pairs: [[String]]) throws {
        #expect(try decode(text) == pairs)
    }

    @Test(
        "The pairs of a query or form must be UTF-8",
        arguments: ["a=%ff", "%C0%80=1", "a=%ED%A0%80", "a=%E4%B8"])
    func malformed(_ text: String) {
        #expect(throws: FormError.malformedText) { try decode(text) }
    }

    @Test(
        "The pairs of a query or form hold no U+0000",
        arguments: ["a=%00", "%00=1", "a=b&c=x%00y", "a=%ff%00"])
    func nul(_ text: String) {
        #expect(throws: FormError.nul) { try decode(text) }
    }

    @Test("The pairs of a query or form are 1,000 at most")
    func limit() throws {
        #expect(try decode(String(repeating: "a&", count: 1000)).count == 1000)
        #expect(throws: FormError.tooManyPairs) { try decode(String(repeating: "a&", count: 1001)) }
    }

    @Test(
        "A query and a path segment are decoded by different rules",
        arguments: [("a+b", "a+b"), ("a%2Fb", "a/b"), ("%2525", "%25"), ("%e4%b8%ad", "中")])
    func segment(_ encoded: String, _ decoded: String) {
        #expect(segment(encoded) == decoded)
    }

    @Test("A malformed query or path segment is refused", arguments: ["%", "%zz", "%00", "%ff", "%c0%af"])
    func malformedSegment(_ text: String) {
        #expect(segment(text) == nil)
    }

    private func decode(_ text: String) throws(FormError) -> [[String]] {
        let bytes = Array(text.utf8)
        let result: Result<[[String]], FormError> = bytes.withUnsafeBytes { bytes in
            do throws(FormError) {
                return .success(try FormPairs.decoded(ByteView(bytes)).map { [$0.name, $0.value] })
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func segment(_ text: String) -> String? {
        Array(text.utf8).withUnsafeBytes { PercentEncoding.decoded(segment: ByteView($0)) }
    }
}
