public import JSON
public import PoolEngine

/// What is known of an operation without running it.
///
/// A class, because each call carries it along.
public final class OperationDeclaration: Sendable {
    /// How an operation is called.
    ///
    /// The public description uses no other method for the operations emulated here.
    public enum Method: String, Sendable {
        /// The parameters stand in the query.
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

    /// How the operation is called.
    public let method: Method
    /// The full path, `/api/v3/…`.
    public let path: String
    /// The path without `/api/v3/`.
    public let pathEnd: String
    /// The fields of the request in the order in which a refusal names them.
    public let fields: [any FieldDeclaration]
    /// Whether a field is an object, or an array of objects, with fields of its own.
    public let hasObjects: Bool
    /// Whether it may change the directory.
    public let writes: Bool
    /// The message of success as the reference shows it.
    public let success: Message
    /// The form of `data` in a successful reply.
    public let data: DataForm

    /// Declares an operation under `/api/v3/`.
    ///
    /// - Parameters:
    ///   - method: how it is called.
    ///   - name: the last part of the path.
    ///   - fields: the fields of the request, in the order in which a refusal names them.
    ///   - writes: whether it may change the directory.
    ///   - success: the message of success as the reference shows it.
    ///   - data: the form of `data` in a successful reply.
    public init(
        _ method: Method, _ name: String, fields: [any FieldDeclaration], writes: Bool = false,
        success: Message = .operationSuccessful, data: DataForm = .object
    ) {
        self.method = method
        path = "/api/v3/\(name)"
        pathEnd = name
        self.fields = fields
        hasObjects = fields.contains { !$0.type.members.isEmpty }
        self.writes = writes
        self.success = success
        self.data = data
    }
}

/// An operation of the V3 API: its request and its contract.
public protocol DeclaredOperation: RequestObject {
    /// The operation's contract.
    static var declaration: OperationDeclaration { get }
}

/// One operation of the V3 API on the directory of a user pool.
///
/// Conforming types are named by the vendor's verb phrase, hold the decoded request, and stand one to a file.
public protocol Operation: DeclaredOperation {
    /// Does the work and writes the value of `data`, where the operation has one.
    ///
    /// - Throws: `APIError`, or an `AnsweredError` of a domain; anything else is a failure of the emulator.
    func respond(in directory: PoolTransaction, to data: inout Writer) throws
}

extension Writer {
    /// The `data` of an operation that only tells that it succeeded (`IsSuccessDto`).
    public mutating func isSuccess() {
        beginObject()
        name("success")
        bool(true)
        endObject()
    }

    /// The `data` of a list (`…PagingDto`).
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

    /// An array of what `writeElement` makes of each element.
    public mutating func array<Element>(
        _ elements: [Element], writeElement: (Element, inout Writer) throws -> Void
    ) rethrows {
        beginArray()
        for element in elements { try writeElement(element, &self) }
        endArray()
    }
}
