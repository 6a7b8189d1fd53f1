import Control
import Directory
import Faults
import HTTPClient
import HTTPServer
import Logging
import ManagementAPI
import Platform
import PoolEngine
import Seeds

/// The whole program in one place: pools, services and server.
final class Emulator: Sendable {
    private let pools: UserPools
    private let server: Server
    private let configuration: Configuration
    private let stopTimeout: Duration

    /// Opens the state and wires the services.
    ///
    /// - Parameters:
    ///   - settings: the settings of `serve`.
    ///   - progress: receives the progress of the seeds.
    ///   - logger: the log.
    /// - Throws: `SeedError`, `DataDirectoryError`, `SQLiteError`.
    init(_ settings: ServeSettings, progress: SeedProgress, logger: Logger) throws {
        let environment = Environment.system(seed: settings.deterministicSeed)
        let seeds = try Self.seeds(settings, progress)
        pools = try UserPools(
            .directory, storage: settings.storage, durability: settings.durability, seeds: seeds,
            replacingExisting: settings.reseed,
            fallback: {
                try SeedFormat.directory.parse(Array(QuickstartSeed.text.utf8), named: QuickstartSeed.name)
            },
            environment: environment, waitingLimit: settings.waitingRequests,
            journalSize: settings.journalSize, clocksFrozenAt: settings.clocksFrozenAt,
            onDemandIdle: settings.onDemandIdle,
            httpClient: settings.webhooksAnywhere ? .anywhere : .local)
        if pools.areOpenedAlone {
            logger.warning(
                "the data folder's file system has no shared memory; stop the server before running export",
                metadata: ["data": "\(settings.directory ?? "")"])
        }
        let management = ManagementService(
            .program, pools: pools, configuration: settings.management,
            environment: environment.part("management API"), logger: logger)
        configuration = settings.server
        stopTimeout = .milliseconds(settings.stopTimeout)
        server = Server(
            configuration: configuration,
            handler: Services(
                management: management,
                control: ControlService(
                    version: Version.current, pools: pools, seeds: .directory,
                    environment: environment.part("control API"), token: settings.controlToken,
                    allowsForeignWebhooks: settings.webhooksAnywhere,
                    description: { OpenAPIDocument.text(version: Version.current) },
                    explain: management.explanation,
                    unreadInputs: management.unreadInputs, reasonAgainstFault: management.reasonAgainstFault,
                    coverage: management.coverage,
                    makeToken: management.token,
                    logRefusal: management.logRefusal),
                origins: OriginPolicy(
                    isLoopbackOnly: configuration.isLoopbackOnly, origins: settings.corsOrigins,
                    hosts: settings.allowedHosts), refusals: RefusalExplanation(limits: configuration.limits),
                logger: logger))
    }

    private static func seeds(_ settings: ServeSettings, _ progress: SeedProgress) throws -> [SeedUserPool] {
        let pools = try settings.seeds.flatMap {
            try SeedFormat.directory.read($0, appliedTo: settings.directory, progress: progress)
        }
        guard let text = settings.seedText else { return pools }
        return try pools + SeedFormat.directory.parse(Array(text.utf8), named: "--seed-json")
    }

    /// The most access keys of a user pool that the log shows.
    private static let shownAccessKeys = 3

    /// The names and ids of the user pools with the ids of their enabled access keys, for the log; secrets are not in it.
    var userPoolNames: String {
        pools.all.map { pool in
            let keys = pool.accessKeys.filter(\.isEnabled).map(\.id)
            var parts = [pool.id] + keys.prefix(Self.shownAccessKeys).map { "access key \($0)" }
            if keys.count > Self.shownAccessKeys { parts.append("\(keys.count - Self.shownAccessKeys) more") }
            return "\(pool.name) (\(parts.joined(separator: ", ")))"
        }.joined(separator: ", ")
    }

    /// Starts listening.
    ///
    /// - Returns: the address.
    /// - Throws: `ListenError`, for example when the port is taken.
    func start() throws -> Address {
        do {
            return try server.start()
        } catch {
            throw ListenError(host: configuration.host, port: configuration.port, cause: error)
        }
    }

    /// Stops accepting, finishes the running requests and closes the state.
    ///
    /// - Parameter completion: called when the state is closed.
    func stop(then completion: @escaping @Sendable () -> Void) {
        // Calls that wait for requests or events and responses that are held back do not delay the stop.
        for pool in pools.all {
            pool.endWaiting()
            pool.faults.delays.end()
        }
        server.stop(within: stopTimeout) {
            self.pools.close()
            completion()
        }
    }
}
