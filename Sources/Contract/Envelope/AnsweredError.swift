/// An error of a domain that the service has an answer to.
package protocol AnsweredError: Error {
    /// The service's answer.
    var answer: APIError { get }
}
