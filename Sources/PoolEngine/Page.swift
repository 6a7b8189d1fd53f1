/// One page of a list.
public struct Page: Sendable, Equatable {
    /// The number of the page, from 1.
    public let number: Int
    /// How many entries a page has, from 1.
    public let limit: Int

    /// Creates a page; both numbers are at least 1.
    public init(number: Int, limit: Int) {
        self.number = number
        self.limit = limit
    }

    /// How many entries precede the page; at most the largest integer.
    public var offset: Int {
        let (product, overflow) = (number - 1).multipliedReportingOverflow(by: limit)
        return overflow ? Int.max : product
    }

    /// The entries of this page.
    public func entries<Element>(of all: [Element]) -> ArraySlice<Element> {
        let rest = all.dropFirst(offset)
        return rest.prefix(limit)
    }

    /// Everything on one page.
    public static let everything = Page(number: 1, limit: Int.max)
}

/// The entries of a page and the total number of entries.
public struct Paged<Element> {
    /// The number of entries on all pages together.
    public let totalCount: Int
    public let list: [Element]

    public init(totalCount: Int, list: [Element]) {
        self.totalCount = totalCount
        self.list = list
    }
}

/// The direction of a sorted list.
public enum SortOrder: Sendable {
    /// Smallest, oldest or first in the alphabet at the top.
    case ascending
    /// Largest, newest or last in the alphabet at the top.
    case descending
}
