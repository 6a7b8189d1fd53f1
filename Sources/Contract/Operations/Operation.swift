public import JSON
public import PoolEngine

/// The declaration of an operation.
///
/// A class, so that each call can hold it without a copy.
public final class OperationDeclaration: Sendable {
    /// The HTTP method of an operation.
    ///
    /// The emulated operations use no other methods.
    public enum Method: String, Sendable {
        /// The parameters are in the query.
        case get = "GET"
        /// The parameters are the members of a JSON body.
        case post = "POST"
    }

    /// What `data` is in a successful reply.
    public enum DataForm: Sendable {
        /// There is no `data` (`CommonResponseDto`).
        case none
        /// An object; a list with pages is one.
        case object
        /// A list without pages.
        case list
    }

    public let method: Method
    /// The full path, `/api/v3/…`.
    public let path: String
    /// The path without `/api/v3/`.
    public let pathEnd: String
    /// The fields of the request, in the order in which a refusal names them.
    public let fields: [any FieldDeclaration]
    /// Whether a field is an object, or an array of objects, with declared fields.
    public let hasObjects: Bool
    /// Whether it may change the user pool.
    public let writes: Bool
    /// The success message that the reference shows.
    public let success: Message
    /// The form of `data` in a successful reply.
    public let data: DataForm
    /// How invalid fields are reported.
    public let refusal: FieldRefusal

    /// Declares an operation under `/api/v3/`.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - name: the last part of the path.
    ///   - fields: the fields of the request, in the order in which a refusal names them.
    ///   - writes: whether it may change the user pool.
    ///   - success: the success message that the reference shows.
    ///   - data: the form of `data` in a successful reply.
    ///   - refusal: how invalid fields are reported.
    public init(
        _ method: Method, _ name: String, fields: [any FieldDeclaration], writes: Bool = false,
        success: Message = .operationSuccessful, data: DataForm = .object, refusal: FieldRefusal = .names
    ) {
        self.method = method
        path = "/api/v3/\(name)"
        pathEnd = name
        self.fields = fields
        hasObjects = fields.contains { !$0.type.members.isEmpty }
        self.writes = writes
        self.success = success
        self.data = data
        self.refusal = refusal
    }
}

/// An operation of the V3 API: its request and its declaration.
public protocol DeclaredOperation: RequestObject {
    static var declaration: OperationDeclaration { get }
}

/// An operation of the V3 API on a user pool.
///
/// Conforming types have the vendor's name of the operation, contain the decoded request, and are in a file each.
public protocol Operation: DeclaredOperation {
    /// Does the work and writes the value of `data`, if the operation has one.
    ///
    /// - Throws: `APIError`, or an `AnsweredError` of a domain; other errors are failures of the emulator.
    func respond(in directory: PoolTransaction, to data: inout Writer) throws
}

extension Writer {
    /// Writes the `data` of an operation that only reports success (`IsSuccessDto`).
    public mutating func isSuccess() {
        beginObject()
        name("success")
        bool(true)
        endObject()
    }

    /// Writes the `data` of a list (`…PagingDto`).
    public mutating func page<Element>(
        _ page: Paged<Element>, writeElement: (Element, inout Writer) throws -> Void
    ) rethrows {
        beginObject()
        name("totalCount")
        int(Int64(page.totalCount))
        name("list")
        try array(page.list, writeElement: writeElement)
        endObject()
    }

    /// Writes an array; `writeElement` writes each element.
    public mutating func array<Element>(
        _ elements: [Element], writeElement: (Element, inout Writer) throws -> Void
    ) rethrows {
        beginArray()
        for element in elements { try writeElement(element, &self) }
        endArray()
    }
}
