internal import Bytes
internal import Contract
internal import HTTP
internal import JSON

/// A request as the search for what its client has signed needs it.
struct SignedRequest {
    let method: String
    /// The authority, `localhost:8930`.
    let host: String
    /// The query as received; nil without one.
    let query: String?
    /// The body as received.
    let bodyText: String
    /// The object of the body; nil without one.
    let body: Value?
    /// All header fields in the order received.
    let headers: [SignedText.Line]
    /// The names of the signed header fields, in small letters.
    let signedHeaders: [String]
    /// The header fields that are not signed, but for Authorization.
    let otherHeaders: [SignedText.Line]
    /// The names of the parameters in the order received.
    let names: [String]

    /// Copies the parts of a request.
    init(_ request: borrowing Request, parameters: RequestParameters) {
        method = request.method.rawValue
        host = request.host.string ?? ""
        query = request.query.map { String(decoding: $0, as: UTF8.self) }
        bodyText = String(decoding: request.body, as: UTF8.self)
        var headers: [SignedText.Line] = []
        for header in request.headers {
            headers.append(
                (String(decoding: header.name, as: UTF8.self), String(decoding: header.value, as: UTF8.self)))
        }
        self.headers = headers
        func isSigned(_ name: String) -> Bool {
            name == "date" || name.hasPrefix("x-authing-") || name.hasPrefix("x-genauth-")
        }
        signedHeaders = Set(headers.map { $0.name.lowercased() }.filter(isSigned)).sorted()
        otherHeaders = headers.filter { line in
            let name = line.name.lowercased()
            return !isSigned(name) && name != "authorization"
        }
        switch parameters {
        case .none: (body, names) = (nil, [])
        case .body(let object): (body, names) = (object, object.members.map { $0.name.string ?? "" })
        case .query(let pairs):
            (body, names) = (nil, pairs.map { String(RequestParameters.field(of: $0.name)) })
        }
    }
}
