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
            guard let id = PercentEncoding.decoded(segment: UserPoolPath.id(in: request.pathPrefix)) else {
                throw APIError(404, httpStatus: 404, .emulator("the path names no user pool"))
            }
            return id
        }
        guard let field = request.headers.nonempty(Self.field) else { return nil }
        guard let id = field.string else {
            throw APIError(404, httpStatus: 404, .emulator("the header field \(Self.field) is not UTF-8"))
        }
        return id
    }
}

/// The beginning of a path that selects a user pool, `/_pools/<id>`.
public enum UserPoolPath {
    private static let prefix: StaticString = "/_pools/"

    /// The length of the beginning of a path that selects a user pool, in bytes; nil if the path does not select one.
    ///
    /// More than one slash in front is accepted, as in other paths.
    public static func prefixLength(of path: ByteView) -> Int? {
        let start = idStart(in: path)
        guard path.count > start, path.view(start - prefix.utf8CodeUnitCount..<start).equals(prefix) else {
            return nil
        }
        let end = path.view(start..<path.count).firstIndex(of: UInt8(ascii: "/")).map { start + $0 }
        return end ?? path.count
    }

    /// The id in such a beginning, percent-encoded.
    static func id(in beginning: ByteView) -> ByteView {
        beginning.view(idStart(in: beginning)..<beginning.count)
    }

    /// Where the id begins if the path has the prefix.
    private static func idStart(in path: ByteView) -> Int {
        var extra = 0
        while extra + 1 < path.count, path[extra + 1] == UInt8(ascii: "/") { extra += 1 }
        return extra + prefix.utf8CodeUnitCount
    }
}
