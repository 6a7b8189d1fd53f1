/// A type of option values, read from text.
protocol OptionValue {
    /// What a valid text is, for error messages: `a number from 1 to 10`.
    static var expectation: String { get }

    /// Reads a value; nil if the text is not valid.
    init?(optionText: String)
}

extension String: OptionValue {
    static var expectation: String { "a text" }

    init?(optionText: String) { self = optionText }
}

extension UInt16: OptionValue {
    static var expectation: String { "a number from 0 to \(UInt16.max)" }

    init?(optionText: String) { self.init(optionText) }
}

extension OptionValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    static var expectation: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }

    init?(optionText: String) { self.init(rawValue: optionText) }
}

/// A path of a file or folder.
struct Path: OptionValue {
    static let expectation = "a path"

    let text: String

    init?(optionText: String) {
        // An empty path of a folder would be the root of the file system.
        guard !optionText.isEmpty else { return nil }
        text = optionText
    }
}

/// A largest number of bytes, connections or requests.
struct Limit: OptionValue {
    /// Sums of numbers up to 2^30 cannot overflow.
    private static let range = 1...1 << 30

    static let expectation = "a number from \(range.lowerBound) to \(range.upperBound)"

    let value: Int

    init?(optionText: String) {
        guard let value = Int(optionText), Self.range.contains(value) else { return nil }
        self.value = value
    }
}

/// A duration in seconds, with decimals if needed: `15` or `0.5`.
struct Timeout: OptionValue {
    static let expectation = "seconds from 0.001 to 86400"

    /// From 1 ms to a day.
    let milliseconds: Int

    init?(optionText: String) {
        guard let seconds = Double(optionText), seconds >= 0.001, seconds <= 86_400 else { return nil }
        milliseconds = Int((seconds * 1_000).rounded())
    }
}

/// A duration in whole seconds, up to ten years, so that sums with dates cannot overflow.
struct WholeSeconds: OptionValue {
    private static let range = 1...315_360_000

    static let expectation = "whole seconds from \(range.lowerBound) to \(range.upperBound)"

    let value: Int

    init?(optionText: String) {
        guard let value = Int(optionText), Self.range.contains(value) else { return nil }
        self.value = value
    }
}

/// A web origin as browsers write it, with scheme, host and port only; or `*` for every origin.
struct WebOrigin: OptionValue {
    static let expectation = "an origin such as http://localhost:3000, or *"

    let text: String

    init?(optionText: String) {
        let isOrigin =
            ["http://", "https://"].contains { optionText.hasPrefix($0) } && !optionText.hasSuffix("/")
            && optionText.split(separator: "/", omittingEmptySubsequences: false).count == 3
        guard optionText == "*" || isOrigin else { return nil }
        text = optionText
    }
}

/// A name or address for the Host header, without a port; or `*` for every name.
struct HostName: OptionValue {
    static let expectation = "a name without port, or *"

    let text: String

    init?(optionText: String) {
        let hasPort = optionText.contains(":") && !optionText.hasPrefix("[")
        guard !optionText.isEmpty, !optionText.contains("/"), !hasPort else { return nil }
        text = optionText
    }
}
