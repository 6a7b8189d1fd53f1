public import PoolEngine

/// A request or an object inside one; implemented by generated types.
public protocol RequestObject: Sendable {
    /// Reads the fields; the reader collects the invalid ones.
    init(from fields: inout FieldReader)
    /// Refuses fields that are valid one by one but not together, or that are not emulated.
    ///
    /// Called when all fields have been read; implemented in an extension of the type if it has such rules.
    func check(_ fields: inout FieldReader)
}

extension RequestObject {
    public func check(_ fields: inout FieldReader) {}
}

/// A request for a page of a list.
public protocol PagedRequest {
    /// The number of the page, from 1.
    var page: Int { get }
    /// The length of the page.
    var limit: Int { get }
}

extension PagedRequest {
    /// The requested page.
    public var listPage: Page { Page(number: page, limit: limit) }
}
