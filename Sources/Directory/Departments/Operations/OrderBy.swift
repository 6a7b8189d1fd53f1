internal import Contract
internal import PoolEngine

/// The direction of a sorted list in requests (`orderBy`).
enum OrderBy: String, CaseIterable, Sendable {
    case ascending = "Asc"
    case descending = "Desc"

    /// The direction of the model.
    var order: SortOrder { self == .ascending ? .ascending : .descending }
}
