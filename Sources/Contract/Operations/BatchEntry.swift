/// One entry of a batch call.
///
/// The service's reply does not say which entry caused a refusal; the log does.
public struct BatchEntry<Content: Sendable> {
    /// The entry's path, such as `list[3]`.
    private let place: String
    private let content: Content

    /// The entries of a list.
    ///
    /// - Parameters:
    ///   - list: the list.
    ///   - name: the name of its field.
    /// - Returns: the entries, in their order.
    public static func entries(of list: [Content], named name: String) -> [BatchEntry] {
        list.enumerated().map { BatchEntry(place: "\(name)[\($0.offset)]", content: $0.element) }
    }

    /// Does the work for the entry.
    ///
    /// - Parameter work: the work.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws; a refusal has the entry's path for the log.
    public func run<Result>(_ work: (Content) throws -> Result) throws -> Result {
        do {
            return try work(content)
        } catch let error as APIError {
            throw error.logged(place)
        } catch let error as any AnsweredError {
            throw error.answer.logged(place)
        }
    }
}
