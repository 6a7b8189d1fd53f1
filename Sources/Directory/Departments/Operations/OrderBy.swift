internal import Contract
internal import PoolEngine

/// The direction of a sorted list on the wire (`orderBy`).
enum OrderBy: String, CaseIterable, Sendable {
    case ascending = "Asc"
    case descending = "Desc"

    /// The direction in the directory's terms.
    var order: SortOrder { self == .ascending ? .ascending : .descending }
}
