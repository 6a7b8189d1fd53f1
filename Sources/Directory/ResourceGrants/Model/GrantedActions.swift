internal import SQLite

/// The actions of a grant.
struct GrantedActions {
    /// The actions, in the order in which they were granted, each once.
    private(set) var names: [String]
    private let type: ResourceType

    /// Whether no actions mean every action.
    private var isAllWhenEmpty: Bool { type == .menu || type == .button || type == .ui }

    /// The actions of a call, each once.
    init(of names: [String], on type: ResourceType) {
        var known: Set<ExactText> = []
        self.init(distinct: names.filter { known.insert(ExactText($0)).inserted }, on: type)
    }

    /// Actions of which no two are equal.
    init(distinct names: [String], on type: ResourceType) {
        self.names = names
        self.type = type
    }

    /// Reads the stored text.
    init(text: String, on type: ResourceType) {
        self.init(distinct: DataResource.actions(in: text), on: type)
    }

    /// The actions of several grants on the same resource and type.
    init(merging grants: [GrantedActions], on type: ResourceType) {
        let isAll = grants.contains { $0.isEverything && $0.names.isEmpty }
        self.init(of: isAll ? [] : grants.flatMap(\.names), on: type)
    }

    /// The text that is stored.
    var text: String { DataResource.text(of: names) }

    /// Whether there is no action.
    var isNone: Bool { names.isEmpty && !isAllWhenEmpty }

    /// Whether every action is among them.
    var isEverything: Bool { names.isEmpty ? isAllWhenEmpty : names.contains("*") }

    /// The prefix of the actions that a name with a wildcard means: `books:` for `books:*`; nil for one action.
    static func beginning(of name: String) -> Substring.UTF8View? {
        name.utf8.suffix(2).elementsEqual(":*".utf8) ? name.utf8.dropLast() : nil
    }

    /// Whether an action is among them: itself, `*`, or `books:*` for all that begin with `books:`.
    func contains(_ action: String) -> Bool {
        if names.isEmpty { return isAllWhenEmpty }
        return names.contains { name in
            name == "*" || ExactText.same(name, action)
                || Self.beginning(of: name).map { action.utf8.starts(with: $0) } ?? false
        }
    }

    /// Removes the actions that are denied.
    ///
    /// - Returns: false if none is left.
    mutating func remove(_ denied: DeniedActions) -> Bool {
        if names.isEmpty { return !isNone && !denied.isEverything }
        names.removeAll { denied.contains($0) }
        return !names.isEmpty
    }
}
