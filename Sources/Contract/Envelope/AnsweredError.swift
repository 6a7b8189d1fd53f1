/// An error of a domain for which the service has a reply.
public protocol AnsweredError: Error {
    /// The service's reply.
    var answer: APIError { get }
}
