internal import Directory
internal import JSON

extension Writer {
    /// The `data` of a list without pages that has no entries.
    mutating func emptyList() {
        beginArray()
        endArray()
    }

    /// The `data` of a list with pages that has no entries.
    mutating func emptyPage() {
        page(Paged<Never>(totalCount: 0, list: [])) { _, _ in }
    }
}
