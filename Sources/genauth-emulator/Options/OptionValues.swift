internal import ArgumentParser
internal import PoolEngine

/// A path of a file or folder.
struct Path {
    let text: String
}

extension Path: TextOption {
    init?(argument: String) {
        // An empty path of a folder would be the root of the file system.
        guard !argument.isEmpty else { return nil }
        text = argument
    }

    var description: String { text }
}

/// A largest number of bytes, connections or requests: from 1 to 2^30, so that sums cannot overflow.
struct Limit {
    let value: Int
}

extension Limit: TextOption {
    init?(argument: String) {
        guard let value = Int(argument), (1...1 << 30).contains(value) else { return nil }
        self.value = value
    }

    var description: String { "\(value)" }
}

/// A duration from 1 ms to a day, written in seconds with decimals if needed: `15` or `0.5`.
struct Timeout {
    let milliseconds: Int
}

extension Timeout: TextOption {
    init?(argument: String) {
        guard let seconds = Double(argument), seconds >= 0.001, seconds <= 86_400 else { return nil }
        milliseconds = Int((seconds * 1_000).rounded())
    }

    var description: String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        return rest == 0 ? "\(seconds)" : "\(Double(milliseconds) / 1_000)"
    }
}

/// A duration from one second to ten years, so that sums with dates cannot overflow.
struct WholeSeconds {
    let value: Int
}

extension WholeSeconds: TextOption {
    init?(argument: String) {
        guard let value = Int(argument), (1...315_360_000).contains(value) else { return nil }
        self.value = value
    }

    var description: String { "\(value)" }
}

/// A web origin as browsers write it, with scheme, host and port only; or `*` for every origin.
struct WebOrigin: TextOption {
    let text: String

    init?(argument: String) {
        let isOrigin =
            ["http://", "https://"].contains { argument.hasPrefix($0) } && !argument.hasSuffix("/")
            && argument.split(separator: "/", omittingEmptySubsequences: false).count == 3
        guard argument == "*" || isOrigin else { return nil }
        text = argument
    }

    var description: String { text }
}

/// A name or address for the Host header, without a port; or `*` for every name.
struct HostName: TextOption {
    let text: String

    init?(argument: String) {
        let hasPort = argument.contains(":") && !argument.hasPrefix("[")
        guard !argument.isEmpty, !argument.contains("/"), !hasPort else { return nil }
        text = argument
    }

    var description: String { text }
}

/// A text of visible ASCII that is not shown anywhere.
struct Secret: TextOption {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty, argument.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        text = argument
    }

    var description: String { "(secret)" }
}

/// The text of a seed, which is not shown because it has secrets.
struct SeedText: TextOption {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        text = argument
    }

    var description: String { "(JSON)" }
}

/// A number from 0 to 1000000.
struct Count: TextOption {
    let value: Int

    init(value: Int) {
        self.value = value
    }

    init?(argument: String) {
        guard let value = Int(argument), (0...1_000_000).contains(value) else { return nil }
        self.value = value
    }

    var description: String { "\(value)" }
}

/// A time of RFC 3339, `2026-01-01T00:00:00Z`.
struct Moment: TextOption {
    let timestamp: Timestamp

    init?(argument: String) {
        guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
        self.timestamp = timestamp
    }

    var description: String { timestamp.iso8601 }
}

/// Requests in a second, `100/s`, from 1 to 1000000.
struct Rate: TextOption {
    let perSecond: Int

    init?(argument: String) {
        guard argument.hasSuffix("/s"), let number = Int(argument.dropLast(2)),
            (1...1_000_000).contains(number)
        else { return nil }
        perSecond = number
    }

    var description: String { "\(perSecond)/s" }
}
