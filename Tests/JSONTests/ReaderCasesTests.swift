import JSON
import Testing

@Suite("The cases of fixtures/json")
struct ReaderCasesTests {
    @Test(
        "The cases of fixtures/json are decided as the case says, at the offset it says",
        arguments: ReaderCase.all)
    func decided(_ example: ReaderCase) {
        #expect(ParseError.of(example.bytes) == example.error)
    }

    @Test(
        "The cases of fixtures/json are decided the same whether bytes come as an array or as a buffer",
        arguments: ReaderCase.all)
    func buffer(_ example: ReaderCase) {
        let error = example.bytes.withUnsafeBytes { bytes -> ParseError? in
            do throws(ParseError) {
                _ = try Document(parsing: bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(error == example.error)
    }

    @Test("The cases of fixtures/json show every rule of the grammar broken at least once")
    func everyRule() {
        let bounds: Set<ParseError.Kind> = [
            .tooDeep, .tooManyNodes, .numberTooLong, .tooManyBytes, .nul,
        ]
        let broken = Set(ReaderCase.all.compactMap(\.error?.kind))
        #expect(broken == Set(ParseError.Kind.allCases).subtracting(bounds))
    }
}
