/// One entry of the list of a call that does something for each.
///
/// The service's answer does not say which entry it was refused for. The log does.
public struct BatchEntry<Content: Sendable> {
    /// The entry's place, as `list[3]`.
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

    /// Carries out the work for the entry.
    ///
    /// - Parameter work: the work.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws; a refusal tells the log the entry's place.
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
