import ArgumentParser
import Directory
import HTTP
import HTTPServer
import JSON
import ManagementAPI
import PoolEngine

/// The limits of `serve`: options, environment and defaults put together.
struct LimitSettings {
    /// How long the requests in work have when the server is told to stop, in milliseconds.
    private(set) var stopTimeout = 10_000
    /// How many requests wait for a user pool at most.
    private(set) var waitingRequests = Mailbox.defaultWaitingLimit
    /// Every limit with the value in force, in the order of the options; times in milliseconds.
    private(set) var all: [(name: String, value: Int)] = []

    /// Puts the limits together and into the configurations they belong to, which bring the defaults.
    ///
    /// - Throws: `ValidationError` for a variable that cannot be read, or a value out of its range.
    init(_ options: LimitOptions, _ server: inout Configuration, _ management: inout ManagementConfiguration)
        throws
    {
        try set("max-method-bytes", options.maxMethodBytes, &server.limits.methodBytes)
        try set("max-request-line-bytes", options.maxRequestLineBytes, &server.limits.requestLineBytes)
        try set("max-field-line-bytes", options.maxFieldLineBytes, &server.limits.fieldLineBytes)
        try set("max-field-section-bytes", options.maxFieldSectionBytes, &server.limits.fieldSectionBytes)
        try set("max-fields", options.maxFields, &server.limits.fieldCount)
        try set("max-body-bytes", options.maxBodyBytes, &server.limits.bodyBytes)
        try set("max-chunk-size-digits", options.maxChunkSizeDigits, &server.limits.chunkSizeDigits)
        try set(
            "max-chunk-extension-bytes", options.maxChunkExtensionBytes, &server.limits.chunkExtensionBytes)
        try set("max-trailer-bytes", options.maxTrailerBytes, &server.limits.trailerBytes)
        try set("max-trailers", options.maxTrailers, &server.limits.trailerCount)
        try set("max-linger-bytes", options.maxLingerBytes, &server.lingerBytes)
        try set("max-connections", options.maxConnections, &server.connections)
        var waitingRequests = waitingRequests
        try set("max-waiting-requests", options.maxWaitingRequests, &waitingRequests)
        self.waitingRequests = waitingRequests
        try set("max-query-pairs", options.maxQueryPairs, &management.queryPairs)
        try set("max-json-depth", options.maxJsonDepth, &management.json.depth)
        try set("max-json-nodes", options.maxJsonNodes, &management.json.nodes)
        try set("max-json-number-bytes", options.maxJsonNumberBytes, &management.json.numberBytes)
        try set("head-timeout", options.headTimeout, &server.timeouts.head)
        try set("body-timeout", options.bodyTimeout, &server.timeouts.bodyStall)
        try set("idle-timeout", options.idleTimeout, &server.timeouts.idle)
        try set("write-timeout", options.writeTimeout, &server.timeouts.writeStall)
        try set("linger-timeout", options.lingerTimeout, &server.timeouts.lingerTotal)
        try set("linger-idle-timeout", options.lingerIdleTimeout, &server.timeouts.lingerIdle)
        var stopTimeout = stopTimeout
        try set("stop-timeout", options.stopTimeout, &stopTimeout)
        self.stopTimeout = stopTimeout
    }

    /// A number from 1 to 2^30: more would be no limit, and sums of such numbers cannot overflow.
    private mutating func set(_ name: String, _ option: Int?, _ limit: inout Int) throws {
        limit = try Setting(name: name).value(option, default: limit)
        guard (1...1 << 30).contains(limit) else {
            throw ValidationError("--\(name) takes a number from 1 to \(1 << 30), not \(limit)")
        }
        all.append((name, limit))
    }

    private mutating func set(_ name: String, _ option: Seconds?, _ limit: inout Int) throws {
        if let seconds = try option ?? Setting<Seconds>(name: name).fromEnvironment() {
            limit = seconds.milliseconds
        }
        all.append((name, limit))
    }
}
