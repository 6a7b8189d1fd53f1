internal import SQLite

/// What grants deny on one resource, prepared for many questions.
struct DeniedActions {
    /// Whether every action is denied.
    private(set) var isEverything = false
    private var names: Set<ExactText> = []
    /// `books:` for a denial of `books:*`.
    private var beginnings: [String] = []

    /// Adds what a grant denies.
    mutating func add(_ actions: GrantedActions) {
        if actions.isEverything { isEverything = true }
        for name in actions.names where names.insert(ExactText(name)).inserted {
            if let beginning = GrantedActions.beginning(of: name) {
                beginnings.append(String(Substring(beginning)))
            }
        }
    }

    /// Whether an action is denied.
    func contains(_ action: String) -> Bool {
        isEverything || names.contains(ExactText(action))
            || beginnings.contains { action.utf8.starts(with: $0.utf8) }
    }
}
