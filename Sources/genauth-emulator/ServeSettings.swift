import Contract
import Directory
import HTTP
import HTTPServer
import Logging
import ManagementAPI
import Platform
import PoolEngine
import SQLite

/// The settings of `serve`: its options in the form that the modules read.
struct ServeSettings {
    let server: Configuration
    let management: ManagementConfiguration
    let corsOrigins: [String]
    let allowedHosts: [String]
    let storage: Storage
    let seeds: [String]
    /// The text of a seed that is applied after the others; nil if there is none.
    let seedText: String?
    let reseed: Bool
    let durability: Durability
    /// How many requests may wait for one user pool.
    let waitingRequests: Int
    /// How long running requests have on a stop, in milliseconds.
    let stopTimeout: Int
    let logLevel: Logger.Level
    let logFormat: LogFormat
    let readyFile: String?
    /// The process whose end stops the server; nil if there is none.
    let owner: Int32?
    /// The most requests that the journal of each user pool keeps.
    let journalSize: Int
    /// How long a pool on demand stays without a call, in milliseconds; nil if there are none.
    let onDemandIdle: Int?
    /// What callers of the control API must send; nil to demand nothing.
    let controlToken: String?
    /// Whether webhooks may have addresses that are neither loopback nor private.
    let webhooksAnywhere: Bool
    /// What randomness and ids follow from; nil for the kernel's randomness.
    let deterministicSeed: String?
    /// Where the clock of each user pool is frozen at first; nil for the machine's clock.
    let clocksFrozenAt: Timestamp?

    /// Combines the options of the command.
    ///
    /// - Parameters:
    ///   - command: the command.
    ///   - owner: the process whose end stops the server; nil for what the options say.
    init(_ command: ServeCommand, owner: Int32? = nil) {
        server = Self.server(command)
        management = Self.management(command.api, command.control)
        corsOrigins = command.web.cors.map(\.text)
        allowedHosts = command.web.allowedHost.map(\.text)
        storage = command.server.inMemory ? .memory : .directory(command.server.folder.data.text)
        seeds = command.server.seeds.seed.map(\.text)
        seedText = command.server.seeds.seedJson?.text
        reseed = command.server.reseed
        durability = command.limits.durability
        waitingRequests = command.limits.maxWaitingRequests.value
        stopTimeout = command.limits.stopTimeout.milliseconds
        logLevel = command.log.logLevel.level
        logFormat = command.log.logFormat
        readyFile = command.log.readyFile?.text
        self.owner = owner ?? (command.log.exitWithParent ? getppid() : nil)
        journalSize = command.control.journalSize.value
        onDemandIdle =
            command.control.userPools == .onDemand ? command.control.poolIdle.milliseconds : nil
        controlToken = command.control.controlToken?.text
        webhooksAnywhere = command.control.webhooksAnywhere
        deterministicSeed = command.control.deterministic
        clocksFrozenAt = command.control.freezeClock?.timestamp
    }

    /// The data folder; nil if the state is in memory only.
    var directory: String? {
        if case .directory(let path) = storage { path } else { nil }
    }

    private static func server(_ command: ServeCommand) -> Configuration {
        var server = Configuration()
        server.host = command.server.host
        server.port = command.server.port
        server.further = command.server.listen.map(\.place)
        server.limits.bodyBytes = command.limits.maxBodyBytes.value
        server.connections = command.limits.maxConnections.value
        server.timeouts.idle = command.limits.idleTimeout.milliseconds
        return server
    }

    private static func management(
        _ options: APIOptions, _ control: ControlOptions
    ) -> ManagementConfiguration {
        var management = ManagementConfiguration()
        management.authentication = options.auth
        management.language = options.lang
        management.successMessage = options.successMessage
        management.tokenLifetime = options.tokenLifetime.value
        management.maxClockSkew = options.maxClockSkew.value
        management.refusesUnknownFields = control.strictInput
        management.requestsPerSecond = control.rateLimit?.perSecond
        return management
    }
}
