internal import Bytes
public import HTTP
public import JSON

/// The parameters of a request: the members of its body, or the pairs of its query.
public enum RequestParameters {
    /// The object of the body.
    case body(Value)
    /// The decoded pairs in the order received.
    case query([(name: String, value: String)])
    /// No parameters: a GET without a query, or another method without a body.
    case none

    private static let closingBracket = UInt8(ascii: "]")
    /// The longest body that is checked for `null` with whitespace around it, in bytes.
    private static let longestNull = 64

    /// Reads the parameters of a request: the query of a GET, the body of every other method.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - queryPairs: the most parameters of a query.
    ///   - json: the limits of a body.
    /// - Throws: `APIError` with an HTTP status other than 200, since the request would not reach the service: 400 for
    ///   a body that is not a JSON object, a query that is not UTF-8, or U+0000 in any text of either, 415 for a body
    ///   of another content type.
    public init(
        of request: borrowing Request, queryPairs: Int = 1_000, json: JSON.Limits = .default
    ) throws(APIError) {
        switch request.method {
        case .get, .head:
            guard let query = request.query else {
                self = .none
                return
            }
            do {
                self = .query(try FormPairs.decoded(query, limit: queryPairs))
            } catch {
                let reason =
                    switch error {
                    case .tooManyPairs: "the query has too many parameters"
                    case .malformedText: "the query is not UTF-8 text"
                    case .nul: "strings in the query must not contain U+0000"
                    }
                throw APIError(400, httpStatus: 400, .emulator("\(reason)"))
            }
        default:
            if Self.isNothing(request.body) {
                self = .none
                return
            }
            if let contentType = request.headers["content-type"], !Self.isJSON(contentType) {
                throw APIError(
                    415, httpStatus: 415, .emulator("the content type of the body is not application/json"))
            }
            self = .body(try Self.object(in: request.body, limits: json))
        }
    }

    /// The value of a field; nil if it is absent or `null`.
    public func source(of name: String) -> FieldSource? {
        switch self {
        case .none: return nil
        case .body(let object):
            guard let value = object[name], !value.isNull else { return nil }
            return .json(value)
        case .query(let pairs):
            var values: [String] = []
            var areElements = false
            for pair in pairs where Self.isName(pair.name, of: name) {
                values.append(pair.value)
                areElements = areElements || pair.name.utf8.count != name.utf8.count
            }
            return values.isEmpty ? nil : .query(values, areElements: areElements)
        }
    }

    /// The names of unknown parameters, in order, at most `limit` of them.
    ///
    /// Names inside objects have their path, such as `options.odd` and `list[].odd`.
    public func names(unknownTo declaration: OperationDeclaration, limit: Int = 1_000) -> [String] {
        var names: [String] = []
        switch self {
        case .none: break
        case .body(let object) where declaration.hasObjects:
            var unknown = UnknownNames(limit: limit)
            unknown.find(in: object, besides: declaration.fields)
            names = unknown.names
        case .body(let object):
            for (name, _) in object.members
            where !declaration.fields.contains(where: { name.isString(equalTo: $0.name) }) {
                names.append(name.string ?? "")
                if names.count >= limit { break }
            }
        case .query(let pairs):
            for (name, _) in pairs
            where !declaration.fields.contains(where: { Self.isName(name, of: $0.name) }) {
                names.append(String(Self.field(of: name)))
                if names.count >= limit { break }
            }
        }
        return names
    }

    /// The field of a query's name: axios writes the elements of a list as `name[]`, PHP as `name[0]`.
    public static func field(of written: String) -> Substring {
        let bytes = written.utf8
        guard bytes.last == closingBracket, let opening = bytes.lastIndex(of: UInt8(ascii: "[")),
            bytes[bytes.index(after: opening)...].dropLast().allSatisfy({ $0 &- 0x30 < 10 })
        else { return written[...] }
        return written[..<opening]
    }

    /// Whether a query's name is that of a field.
    private static func isName(_ written: String, of field: String) -> Bool {
        // Most names are written as declared, and comparing them does not allocate. The number of bytes distinguishes
        // texts that are equal in Swift, such as U+212A and K.
        written == field && written.utf8.count == field.utf8.count
            || written.utf8.count > field.utf8.count && written.utf8.last == closingBracket
                && Self.field(of: written).utf8.elementsEqual(field.utf8)
    }

    /// Whether a body has no parameters.
    ///
    /// Without parameters, PHP sends an empty body, or `[]`, its form of an empty array; Java sends the text `null`.
    /// Some of these bodies have a content type other than JSON.
    private static func isNothing(_ body: ByteView) -> Bool {
        guard let first = body.first else { return true }
        guard first != UInt8(ascii: "{"), body.count <= longestNull else { return false }
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
        let text = body.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return text.elementsEqual("null".utf8) || text.elementsEqual("[]".utf8)
    }

    private static func object(in body: ByteView, limits: JSON.Limits) throws(APIError) -> Value {
        let document: Document
        var limits = limits
        limits.allowsNul = false
        do {
            document = try body.withUnsafeBytes { (bytes) throws(ParseError) in
                try Document(parsing: bytes, limits: limits)
            }
        } catch {
            let fault = error.kind == .nul ? "cannot be read" : "is not valid JSON"
            throw APIError(400, httpStatus: 400, .emulator("the body \(fault): \(error.description)"))
        }
        guard document.root.kind == .object else {
            throw APIError(400, httpStatus: 400, .emulator("the body is not a JSON object"))
        }
        return document.root
    }

    /// Whether a content type is JSON: `application/json` or a type with the suffix `+json` (RFC 6839, section 3.1),
    /// with any parameters.
    private static func isJSON(_ contentType: ByteView) -> Bool {
        let end = contentType.firstIndex(of: UInt8(ascii: ";")) ?? contentType.count
        let type = contentType.view(0..<end).trimmed
        return type.equals(ignoringCase: "application/json")
            || type.count > 5 && type.view(type.count - 5..<type.count).equals(ignoringCase: "+json")
    }
}
