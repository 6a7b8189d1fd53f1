internal import Bytes
public import HTTP
public import JSON

/// The parameters of a request: the members of its body, or the pairs of its query.
public enum RequestParameters {
    /// The object that the body is.
    case body(Value)
    /// The decoded pairs in the order received.
    case query([(name: String, value: String)])
    /// Nothing: a GET without a query, or another method without a body.
    case none

    private static let closingBracket = UInt8(ascii: "]")
    /// The length of a body that may be `null` with white space around it, in bytes.
    private static let longestNull = 64

    /// Reads the parameters of a request: the query of a GET, the body of every other method.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - queryPairs: the parameters a query may have.
    ///   - json: how large and deep a body may be.
    /// - Throws: `APIError` with a real HTTP status for what never reaches the service: 400 for a body that is not a
    ///   JSON object, a query that is not UTF-8, or U+0000 in any text of either, 415 for a body of another content type.
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

    /// What stands under a field's name; nil when nothing or `null` does.
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

    /// The names the caller used that a declaration does not know, in order, the first `limit` of them.
    ///
    /// Those inside objects come with the way to them, as `options.odd` and `list[].odd`.
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

    /// The field that a query's name means: axios writes the elements of a list as `name[]`, PHP as `name[0]`.
    public static func field(of written: String) -> Substring {
        let bytes = written.utf8
        guard bytes.last == closingBracket, let opening = bytes.lastIndex(of: UInt8(ascii: "[")),
            bytes[bytes.index(after: opening)...].dropLast().allSatisfy({ $0 &- 0x30 < 10 })
        else { return written[...] }
        return written[..<opening]
    }

    /// Whether a query's name means a field.
    private static func isName(_ written: String, of field: String) -> Bool {
        // Most names are written as they are declared, and comparing alone allocates nothing. The number of bytes tells
        // apart what Swift takes for equal, as U+212A and K.
        written == field && written.utf8.count == field.utf8.count
            || written.utf8.count > field.utf8.count && written.utf8.last == closingBracket
                && Self.field(of: written).utf8.elementsEqual(field.utf8)
    }

    /// Whether a body says nothing.
    ///
    /// Where there are no parameters PHP sends an empty body, or `[]`, which is how it writes an array without members;
    /// Java sends the text `null`. Some of them have a content type that is not JSON's.
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
    /// whatever its parameters.
    private static func isJSON(_ contentType: ByteView) -> Bool {
        let end = contentType.firstIndex(of: UInt8(ascii: ";")) ?? contentType.count
        let type = contentType.view(0..<end).trimmed
        return type.equals(ignoringCase: "application/json")
            || type.count > 5 && type.view(type.count - 5..<type.count).equals(ignoringCase: "+json")
    }
}
