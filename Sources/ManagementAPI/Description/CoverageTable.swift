internal import JSON

/// What the generated table says of operations: the choices of docs/fidelity.md that name them, and which tests and
/// SDKs drive them.
///
/// The table is parsed when it is asked for.
struct CoverageTable {
    /// How deep and how large the generated text can be.
    private static let limits = Limits(depth: 8, nodes: 1_000_000)

    private let operations: Value?
    private let tests: [String]
    private let choices: [Value]

    init() {
        let bytes = UnsafeBufferPointer(start: Self.text.utf8Start, count: Self.text.utf8CodeUnitCount)
        do {
            let root = try Document(parsing: Array(bytes), limits: Self.limits).root
            operations = root["operations"]
            tests = root["tests"]?.elements.compactMap(\.string) ?? []
            choices = root["choices"].map { Array($0.elements) } ?? []
        } catch {
            fatalError("the generated table is not JSON: \(error)")
        }
    }

    /// Writes the members `choices`, `tests` and `sdks` of an operation.
    ///
    /// - Parameters:
    ///   - name: method and path of the operation.
    ///   - writer: where the members are written, inside an object.
    func write(_ name: String, to writer: inout Writer) {
        let operation = operations?[name]
        writer.name("choices")
        writer.beginArray()
        for place in places(operation?["choices"]) {
            writer.beginObject()
            writer.member("question", choices[place]["question"]?.string ?? "")
            writer.member("choice", choices[place]["choice"]?.string ?? "")
            writer.endObject()
        }
        writer.endArray()
        writer.name("tests")
        writer.beginArray()
        for place in places(operation?["tests"]) { writer.string(tests[place]) }
        writer.endArray()
        writer.name("sdks")
        writer.beginArray()
        for sdk in operation?["sdks"]?.elements.compactMap(\.string) ?? [] { writer.string(sdk) }
        writer.endArray()
    }

    private func places(_ list: Value?) -> [Int] {
        list?.elements.compactMap { $0.int64.map(Int.init) } ?? []
    }
}
