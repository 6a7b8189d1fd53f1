public import JSON

/// An operation of the V3 API without a user pool: it needs no credentials and no queue.
///
/// It runs on the event loop, so it must not block or compute for long.
public protocol ServiceOperation: DeclaredOperation {
    /// Does the work and writes the value of `data`.
    ///
    /// - Throws: `APIError`.
    func respond(in service: ServiceContext, to data: inout Writer) throws(APIError)
}
