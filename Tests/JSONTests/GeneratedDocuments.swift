import JSON

/// The generator of Steele, Lea and Flood (2014): the same numbers from the same seed, everywhere.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// A value as a tree, to hold reader and writer against.
indirect enum Tree: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string([Unicode.Scalar])
    case array([Tree])
    case object([Member])

    struct Member: Equatable {
        let name: [Unicode.Scalar]
        let value: Tree
    }

    /// Copies a parsed value.
    init(_ value: Value) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .bool(value.bool == true)
        case .number: self = .number(String(decoding: value.text, as: UTF8.self))
        case .string: self = .string(Array((value.string ?? "?").unicodeScalars))
        case .array: self = .array(value.elements.map(Tree.init))
        case .object:
            self = .object(
                value.members.map {
                    Member(name: Array(($0.name.string ?? "?").unicodeScalars), value: Tree($0.value))
                })
        }
    }

    /// Makes a tree of at most this depth.
    init(depth: Int, using random: inout SplitMix64) {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0: self = .null
        case 1: self = .bool(Bool.random(using: &random))
        case 2: self = .number(String(Int64.random(in: .min ... .max, using: &random)))
        case 3:
            self = .number(
                ["0", "-0", "1.0", "1E+3", "1e400", "0.10", "-5e-324"].randomElement(using: &random) ?? "0")
        case 4: self = .string(Self.text(using: &random))
        case 5, 6:
            let count = Int.random(in: 0..<6, using: &random)
            self = .object(
                (0..<count).map { _ in
                    Member(name: Self.text(using: &random), value: Tree(depth: depth - 1, using: &random))
                })
        default:
            let count = Int.random(in: 0..<6, using: &random)
            self = .array((0..<count).map { _ in Tree(depth: depth - 1, using: &random) })
        }
    }

    private static func text(using random: inout SplitMix64) -> [Unicode.Scalar] {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7F, 0x20...0x7F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF,
        ]
        let count = Int.random(in: 0..<12, using: &random)
        return (0..<count).compactMap { _ in
            guard let range = ranges.randomElement(using: &random) else { return nil }
            return Unicode.Scalar(UInt32.random(in: range, using: &random))
        }
    }

    /// Writes the tree.
    func write(to writer: inout Writer) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .number(let text): writer.raw(Array(text.utf8))
        case .string(let scalars): writer.string(Self.string(scalars))
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.name(Self.string(member.name))
                member.value.write(to: &writer)
            }
            writer.endObject()
        }
    }

    /// The tree as text.
    func text(_ layout: Writer.Layout = .compact) -> [UInt8] {
        var writer = Writer(layout: layout)
        write(to: &writer)
        return writer.finish()
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return string
    }
}
