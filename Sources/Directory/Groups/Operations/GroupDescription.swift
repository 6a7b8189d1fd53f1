internal import Contract
internal import PoolEngine

/// The fields of a new group in a request, alone or in a list.
protocol GroupDescription {
    var code: String { get }
    var name: String { get }
    var description: String { get }
    var type: String { get }
    var customData: String? { get }
}

extension GroupDescription {
    /// The group to be created.
    var newGroup: NewGroup {
        var group = NewGroup(code: code, name: name)
        group.description = description
        group.type = type
        group.customData = customData
        return group
    }
}

extension Field<String> {
    /// The type of a new group; `static` when absent or empty, as the Go SDK sends it.
    static let groupType = Field(
        "type", .string(length: 0...Int.max), absent: NewGroup.staticType, placeholder: NewGroup.staticType
    ) { source in
        source.text.map { $0.isEmpty ? NewGroup.staticType : $0 }
    }
}
