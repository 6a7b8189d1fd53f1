internal import Contract
internal import HTTP

extension RequestParameters {
    /// The names in the query of a request whose parameters are in its body.
    ///
    /// - Throws: `APIError` 400 for a query that cannot be read.
    func namesBeside(_ request: borrowing Request, queryPairs: Int) throws(APIError) -> [String] {
        switch request.method {
        case .get, .head: return []
        default:
            guard let query = request.query else { return [] }
            do {
                return try FormPairs.decoded(query, limit: queryPairs).map(\.name)
            } catch {
                throw APIError(400, httpStatus: 400, .emulator("the query cannot be read"))
            }
        }
    }
}

extension APIError {
    /// The most names of fields in a message.
    private static let mostNames = 20

    /// Fields that no operation reads, with `--strict-input`; each name is cut to 100 characters.
    static func unreadFields(_ names: [String]) -> APIError {
        let rest = names.count - mostNames
        let list = names.prefix(mostNames).map(shown).joined(separator: ", ")
        return APIError(
            400, httpStatus: 400,
            .emulator("the operation does not read: \(list)" + (rest > 0 ? " and \(rest) more" : "")))
    }
}
