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

    /// The text that is stored.
    var text: String { DataResource.text(of: names) }

    /// Whether there is no action.
    var isNone: Bool { names.isEmpty && !isAllWhenEmpty }

    /// Whether an action is among them: itself, `*`, or `books:*` for all that begin with `books:`.
    func contains(_ action: String) -> Bool {
        if names.isEmpty { return isAllWhenEmpty }
        return names.contains { name in
            name == "*" || ExactText.same(name, action)
                || (name.utf8.suffix(2).elementsEqual(":*".utf8)
                    && action.utf8.starts(with: name.utf8.dropLast()))
        }
    }

    /// Adds the actions of another grant on the same resource and type.
    mutating func add(_ other: GrantedActions) {
        if isAllWhenEmpty, names.isEmpty || other.names.isEmpty {
            names = []
        } else {
            self = GrantedActions(of: names + other.names, on: type)
        }
    }

    /// Removes the actions that a grant denies.
    ///
    /// - Returns: false if none is left.
    mutating func remove(_ denied: GrantedActions) -> Bool {
        if names.isEmpty { return !isNone && !denied.contains("*") }
        names.removeAll { denied.contains($0) }
        return !names.isEmpty
    }
}
