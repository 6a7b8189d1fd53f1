public import PoolEngine

/// A request, or an object inside one, as its generated type holds it.
public protocol RequestObject: Sendable {
    /// Reads the fields. Invalid ones are remembered by the reader.
    init(from fields: inout FieldReader)
    /// Refuses fields that are valid one by one but not together, or that ask for what is not emulated.
    ///
    /// Called when all fields have been read; a type that has such rules implements it in its extension.
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
    /// The page asked for.
    public var listPage: Page { Page(number: page, limit: limit) }
}
