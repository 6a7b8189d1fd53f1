internal import HTTP
internal import JSON

/// The parameters of a request: the members of its body, or the pairs of its query.
enum RequestParameters {
    /// The object that the body is.
    case body(Value)
    /// The decoded pairs in the order received.
    case query([(name: String, value: String)])
    /// A GET without a query.
    case none

    /// Reads the parameters of a request: the query of a GET, the body of every other method.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - queryPairs: the parameters a query may have.
    ///   - json: how large and deep a body may be.
    /// - Throws: `APIError` with a real HTTP status for what never reaches the service: 400 for a body that is not a
    ///   JSON object or a query that is not UTF-8, 415 for a body of another content type.
    init(
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
                let reason = error == .tooManyPairs ? "has too many parameters" : "is not UTF-8 text"
                throw APIError(400, httpStatus: 400, .emulator("the query \(reason)"))
            }
        default:
            if let contentType = request.headers["content-type"], !Self.isJSON(contentType) {
                throw APIError(
                    415, httpStatus: 415, .emulator("the content type of the body is not application/json"))
            }
            self = .body(try Self.object(in: request.body, limits: json))
        }
    }

    /// What stands under a field's name; nil when nothing or `null` does.
    func source(of name: String) -> FieldSource? {
        switch self {
        case .none: return nil
        case .body(let object):
            guard let value = object[name], !value.isNull else { return nil }
            return .json(value)
        case .query(let pairs):
            var values: [String] = []
            for pair in pairs where Self.isName(pair.name, of: name) { values.append(pair.value) }
            return values.isEmpty ? nil : .query(values)
        }
    }

    /// The names the caller used that a declaration does not know.
    func names(unknownTo declaration: OperationDeclaration) -> [String] {
        switch self {
        case .none: []
        case .body(let object):
            object.members
                .filter { member in !declaration.fields.contains { member.name.isString(equalTo: $0.name) } }
                .map { $0.name.string ?? "" }
        case .query(let pairs):
            pairs.filter { pair in !declaration.fields.contains { Self.isName(pair.name, of: $0.name) } }
                .map { String(Self.field(of: $0.name)) }
        }
    }

    /// The field that a query's name means: axios writes the elements of a list as `name[]`.
    static func field(of written: String) -> Substring {
        written.hasSuffix("[]") ? written.dropLast(2) : written[...]
    }

    /// Whether a query's name means a field.
    private static func isName(_ written: String, of field: String) -> Bool {
        // Most names are written as they are declared, and comparing alone allocates nothing.
        written == field || written.utf8.count == field.utf8.count + 2 && Self.field(of: written) == field
    }

    private static func object(in body: ByteView, limits: JSON.Limits) throws(APIError) -> Value {
        let document: Document
        do {
            document = try body.withUnsafeBytes { (bytes) throws(ParseError) in
                try Document(parsing: bytes, limits: limits)
            }
        } catch {
            throw APIError(
                400, httpStatus: 400, .emulator("the body is not valid JSON: \(error.description)"))
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
