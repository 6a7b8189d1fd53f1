/// An error of a domain that the service has an answer to.
public protocol AnsweredError: Error {
    /// The service's answer.
    var answer: APIError { get }
}
