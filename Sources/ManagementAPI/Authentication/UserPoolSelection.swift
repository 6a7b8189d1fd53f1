public import Bytes
internal import Contract
internal import HTTP
internal import PoolEngine

/// Finds the user pool that a request selects besides its credentials: by the path prefix `/_pools/<id>` or by a header
/// field.
struct UserPoolSelection: Sendable {
    private static let field: StaticString = "x-genauth-emulator-user-pool"

    /// The user pools.
    let pools: UserPools

    /// The user pool that a request selects, nil if it selects none.
    ///
    /// The path wins over the field: a base URL is nearer to the test than a default header of its client.
    ///
    /// - Throws: `APIError` 404 for an id that no user pool has.
    func userPool(of request: borrowing Request) throws(APIError) -> UserPool? {
        guard let id = try id(of: request) else { return nil }
        guard let pool = pools.pool(id: id) else {
            throw APIError(404, httpStatus: 404, .emulator("there is no user pool \(APIError.shown(id))"))
        }
        return pool
    }

    private func id(of request: borrowing Request) throws(APIError) -> String? {
        guard request.pathPrefix.isEmpty else {
            let segment = request.pathPrefix.view(UserPoolPath.start..<request.pathPrefix.count)
            guard let id = PercentEncoding.decoded(segment: segment) else {
                throw APIError(404, httpStatus: 404, .emulator("the path names no user pool"))
            }
            return id
        }
        return request.headers.nonempty(Self.field)?.string
    }
}

/// The beginning of a path that selects a user pool, `/_pools/<id>`.
public enum UserPoolPath {
    private static let prefix: StaticString = "/_pools/"
    /// Where the id begins.
    static let start = prefix.utf8CodeUnitCount

    /// The length of the beginning of a path that selects a user pool, in bytes; nil if the path does not select one.
    public static func prefixLength(of path: ByteView) -> Int? {
        guard path.count > start, path.view(0..<start).equals(prefix) else { return nil }
        let end = path.view(start..<path.count).firstIndex(of: UInt8(ascii: "/")).map { start + $0 }
        return end ?? path.count
    }
}
