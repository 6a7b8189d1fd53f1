import Directory
import HTTP
import HTTPServer
import Logging
import ManagementAPI
import PoolEngine
import SQLite

/// The settings of `serve`: options, environment and defaults combined.
struct ServeSettings {
    let server: Configuration
    let management: ManagementConfiguration
    let corsOrigins: [String]
    let allowedHosts: [String]
    let storage: Storage
    let seeds: [String]
    let reseed: Bool
    let durability: Durability
    /// How many requests may wait for one user pool.
    let waitingRequests: Int
    /// How long running requests have on a stop, in milliseconds.
    let stopTimeout: Int
    let logLevel: Logger.Level
    let logFormat: LogFormat
    let readyFile: String?

    /// Combines the settings.
    ///
    /// - Throws: `UsageError` for a value that is not valid.
    init(_ arguments: Arguments) throws(UsageError) {
        server = try Self.server(arguments)
        management = try Self.management(arguments)
        corsOrigins = try arguments.list(ServeOptions.cors, of: WebOrigin.self).map(\.text)
        allowedHosts = try arguments.list(ServeOptions.allowedHost, of: HostName.self).map(\.text)
        let data = try arguments.required(ServeOptions.data, as: Path.self).text
        storage = try arguments.isOn(ServeOptions.inMemory) ? .memory : .directory(data)
        seeds = try arguments.list(ServeOptions.seeds, of: Path.self).map(\.text)
        reseed = try arguments.isOn(ServeOptions.reseed)
        durability = try arguments.required(ServeOptions.durability)
        waitingRequests = try arguments.required(ServeOptions.maxWaitingRequests, as: Limit.self).value
        stopTimeout = try arguments.required(ServeOptions.stopTimeout, as: Timeout.self).milliseconds
        logLevel = try arguments.required(ServeOptions.logLevel, as: LogLevel.self).level
        logFormat = try arguments.required(ServeOptions.logFormat)
        let readyFile: Path? = try arguments.value(ServeOptions.readyFile)
        self.readyFile = readyFile?.text
    }

    /// The data folder; nil if the state is in memory only.
    var directory: String? {
        if case .directory(let path) = storage { path } else { nil }
    }

    private static func server(_ arguments: Arguments) throws(UsageError) -> Configuration {
        var server = Configuration()
        server.host = try arguments.required(ServeOptions.host)
        server.port = try arguments.required(ServeOptions.port)
        server.limits.bodyBytes = try arguments.required(ServeOptions.maxBodyBytes, as: Limit.self).value
        server.connections = try arguments.required(ServeOptions.maxConnections, as: Limit.self).value
        server.timeouts.idle = try arguments.required(ServeOptions.idleTimeout, as: Timeout.self).milliseconds
        return server
    }

    private static func management(_ arguments: Arguments) throws(UsageError) -> ManagementConfiguration {
        var management = ManagementConfiguration()
        management.authentication = try arguments.required(ServeOptions.auth)
        management.language = try arguments.required(ServeOptions.lang)
        management.successMessage = try arguments.required(ServeOptions.successMessage)
        management.tokenLifetime = try arguments.required(ServeOptions.tokenLifetime, as: WholeSeconds.self)
            .value
        management.maxClockSkew = try arguments.required(ServeOptions.maxClockSkew, as: WholeSeconds.self)
            .value
        return management
    }
}
