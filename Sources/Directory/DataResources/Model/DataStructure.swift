public import JSON
internal import SQLite

/// What a data resource consists of (`struct`): a text, a list of texts, or a tree.
public struct DataStructure: Sendable {
    /// A node of a tree.
    struct TreeNode {
        /// The codes from the top of the tree, separated by slashes.
        let path: String
        let name: String
        let value: String?
    }

    /// The most levels of a tree.
    private static let mostLevels = 5
    /// The most nodes on the first level.
    private static let mostTopNodes = 50
    private static let longestCode = 50
    private static let longestValue = 1_000

    public let type: DataResourceType
    /// The JSON text, as it was sent.
    public let text: String
    /// The nodes of a tree, each before those below it.
    let nodes: [TreeNode]

    /// The empty text.
    public static let empty = DataStructure(type: .string, text: "\"\"", nodes: [])

    private init(type: DataResourceType, text: String, nodes: [TreeNode]) {
        self.type = type
        self.text = text
        self.nodes = nodes
    }

    /// Reads the struct of a data resource.
    ///
    /// A single node is a tree of this node.
    ///
    /// - Parameter value: a string that is not empty, an array of such strings, or an array of nodes.
    /// - Throws: `DataResourceError.invalidStruct`.
    public init(_ value: Value) throws(DataResourceError) {
        var nodes: [TreeNode] = []
        switch value.kind {
        case .string:
            guard value.string != "" else { throw .invalidStruct("struct should not be empty") }
            type = .string
        case .object:
            type = .tree
            try Self.read([value], below: nil, level: 1, into: &nodes)
        case .array:
            guard let first = value.elements.first(where: { _ in true }) else {
                throw .invalidStruct("struct should not be empty")
            }
            type = first.kind == .string ? .array : .tree
            if type == .array {
                try Self.checkTexts(value)
            } else {
                guard value.count <= Self.mostTopNodes else {
                    throw .invalidStruct("struct must contain no more than \(Self.mostTopNodes) elements")
                }
                try Self.read(value.elements, below: nil, level: 1, into: &nodes)
            }
        default: throw .invalidStruct("struct must be a string or an array")
        }
        text = String(decoding: value.text, as: UTF8.self)
        self.nodes = nodes
    }

    private static func checkTexts(_ list: Value) throws(DataResourceError) {
        for element in list.elements {
            guard let text = element.string else {
                throw .invalidStruct("each value in struct must be a string")
            }
            if text.isEmpty { throw .invalidStruct("each value in struct should not be empty") }
        }
    }

    /// Reads the nodes on a level and those below them.
    private static func read(
        _ siblings: some Sequence<Value>, below parent: String?, level: Int, into nodes: inout [TreeNode]
    ) throws(DataResourceError) {
        guard level <= mostLevels else {
            throw .invalidStruct("struct must contain no more than \(mostLevels) levels")
        }
        var codes: Set<ExactText> = []
        var names: Set<ExactText> = []
        for node in siblings {
            guard node.kind == .object else {
                throw .invalidStruct("each value in nested property struct must be either object or array")
            }
            let code = try required("code", of: node)
            let name = try required("name", of: node)
            if code.utf8.contains(UInt8(ascii: "/")) { throw .invalidStruct("code must not contain a slash") }
            guard codes.insert(ExactText(code)).inserted else {
                throw .invalidStruct("code must be unique: \(code)")
            }
            guard names.insert(ExactText(name)).inserted else {
                throw .invalidStruct("name must be unique: \(name)")
            }
            let path = parent.map { "\($0)/\(code)" } ?? code
            nodes.append(TreeNode(path: path, name: name, value: try value(of: node)))
            guard let children = node["children"], !children.isNull else { continue }
            guard children.kind == .array else { throw .invalidStruct("children must be an array") }
            guard children.count > 0 else { continue }
            try read(children.elements, below: path, level: level + 1, into: &nodes)
        }
    }

    private static func required(_ name: String, of node: Value) throws(DataResourceError) -> String {
        guard let member = node[name], !member.isNull else {
            throw .invalidStruct("\(name) should not be empty")
        }
        guard let text = member.string else { throw .invalidStruct("\(name) must be a string") }
        guard !text.isEmpty else { throw .invalidStruct("\(name) should not be empty") }
        guard text.unicodeScalars.count <= longestCode else {
            throw .invalidStruct("\(name) must be shorter than or equal to \(longestCode) characters")
        }
        return text
    }

    private static func value(of node: Value) throws(DataResourceError) -> String? {
        guard let member = node["value"], !member.isNull else { return nil }
        guard let text = member.string else { throw .invalidStruct("value must be a string") }
        guard text.unicodeScalars.count <= longestValue else {
            throw .invalidStruct("value must be shorter than or equal to \(longestValue) characters")
        }
        return text
    }
}
