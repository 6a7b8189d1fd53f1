import Platform
import Testing

/// Runs each test of a suite once with every poller, and says in a failure which one it was.
struct EveryPoller: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard let testCase else { return try await function() }
        for kind in PollerKind.allCases {
            let naming = IssueHandlingTrait.compactMapIssues { issue in
                var issue = issue
                issue.comments.insert("with the poller \(kind)", at: 0)
                return issue
            }
            try await naming.provideScope(for: test, testCase: testCase) {
                try await TestServer.$poller.withValue(kind) { try await function() }
            }
        }
    }
}

extension Trait where Self == EveryPoller {
    /// Runs each test of a suite once with every poller.
    static var everyPoller: Self { EveryPoller() }
}
