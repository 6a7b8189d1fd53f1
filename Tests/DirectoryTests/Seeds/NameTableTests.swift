import Testing

@testable import Directory
@testable import Seeds

@Suite("Names that were looked up")
struct NameTableTests {
    private func key(_ name: String, in table: NameTable) -> Int64? {
        var name = name
        return name.withUTF8 { table.key(of: UnsafeRawBufferPointer($0)) }
    }

    private func remember(_ name: String, _ key: Int64, in table: NameTable) {
        var name = name
        name.withUTF8 { table.remember(UnsafeRawBufferPointer($0), key: key) }
    }

    @Test("Names in the name table are kept while there is space, and never confused")
    func names() {
        let table = NameTable()
        for number in 1...50_000 { remember("name-\(number)", Int64(number), in: table) }
        var known = 0
        for number in 1...100_000 {
            let found = key("name-\(number)", in: table)
            #expect(found == nil || (found == Int64(number) && number <= 50_000))
            known += found == nil ? 0 : 1
        }
        #expect(known > 48_000)
        table.removeAll()
        #expect(key("name-1", in: table) == nil)
        remember("name-1", 7, in: table)
        #expect(key("name-1", in: table) == 7)
    }

    @Test("Names in the name table differ by every byte and by length, and are not kept beyond 24 bytes")
    func lengths() {
        let table = NameTable()
        let long = String(repeating: "x", count: 24)
        for (key, name) in ["a", "a\0", "a\0\0", long, "\(long)x"].enumerated() {
            remember(name, Int64(key), in: table)
        }
        #expect(
            ["a", "a\0", "a\0\0", long, "\(long)x", "b", ""].map { key($0, in: table) } == [
                0, 1, 2, 3, nil, nil, nil,
            ])
    }

    @Test(
        "Distinct keys are reported once, however many there are, until they are cleared",
        arguments: [10, 3_000, 400_000])
    func distinctKeys(count: Int64) {
        var keys = DistinctKeys()
        for _ in 0..<2 {
            let first = (0..<count).filter { keys.insert($0 * 67) }
            #expect(first.count == Int(count))
            let again = (0..<count).filter { keys.insert($0 * 67) }
            #expect(again.isEmpty)
            let another = keys.insert(1)
            #expect(another)
            keys.removeAll()
        }
    }
}
