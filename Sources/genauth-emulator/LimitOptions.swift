import ArgumentParser

/// The limits of `serve` as they stand on the command line.
struct LimitOptions: ParsableArguments {
    @Option(help: "Longest method. (default: 32)")
    var maxMethodBytes: Int?

    @Option(help: "Longest request line. (default: 16384)")
    var maxRequestLineBytes: Int?

    @Option(help: "Longest header field. (default: 8192)")
    var maxFieldLineBytes: Int?

    @Option(help: "All header fields together. (default: 32768)")
    var maxFieldSectionBytes: Int?

    @Option(help: "Header fields of a request. (default: 100)")
    var maxFields: Int?

    @Option(help: "Longest body. (default: 1048576)")
    var maxBodyBytes: Int?

    @Option(help: "Digits of a chunk's size. (default: 16)")
    var maxChunkSizeDigits: Int?

    @Option(help: "Chunk extensions of a body together. (default: 4096)")
    var maxChunkExtensionBytes: Int?

    @Option(help: "All trailer fields together. (default: 8192)")
    var maxTrailerBytes: Int?

    @Option(help: "Trailer fields of a request. (default: 32)")
    var maxTrailers: Int?

    @Option(help: "Bytes discarded at most after an answer that closes. (default: 67108864)")
    var maxLingerBytes: Int?

    @Option(help: "Connections open at a time; more wait. (default: 4096)")
    var maxConnections: Int?

    @Option(help: "Requests waiting for a user pool; more are answered 503. (default: 4096)")
    var maxWaitingRequests: Int?

    @Option(help: "Parameters of a query. (default: 1000)")
    var maxQueryPairs: Int?

    @Option(help: "Levels of nesting in a body. (default: 128)")
    var maxJsonDepth: Int?

    @Option(help: "Values and names in a body. (default: 200000)")
    var maxJsonNodes: Int?

    @Option(help: "Longest number in a body. (default: 1024)")
    var maxJsonNumberBytes: Int?

    @Option(help: "Seconds for a request's line and fields. (default: 15)")
    var headTimeout: Seconds?

    @Option(help: "Seconds a body may stand still. (default: 30)")
    var bodyTimeout: Seconds?

    @Option(help: "Seconds a connection is kept between requests. (default: 75)")
    var idleTimeout: Seconds?

    @Option(help: "Seconds a client may take nothing of an answer. (default: 30)")
    var writeTimeout: Seconds?

    @Option(help: "Seconds input is discarded at most after an answer that closes. (default: 10)")
    var lingerTimeout: Seconds?

    @Option(help: "Seconds without input that end the discarding. (default: 2)")
    var lingerIdleTimeout: Seconds?

    @Option(help: "Seconds the requests in work have when the server is told to stop. (default: 10)")
    var stopTimeout: Seconds?
}

/// A duration as people write it: seconds, with decimals if need be.
struct Seconds: ExpressibleByArgument {
    /// The duration in milliseconds, from 1 ms to a day.
    let milliseconds: Int

    /// Reads a number of seconds such as `15` or `0.5`.
    init?(argument: String) {
        guard let seconds = Double(argument), seconds >= 0.001, seconds <= 86_400 else { return nil }
        milliseconds = Int((seconds * 1_000).rounded())
    }
}
