import ArgumentParser
import Directory
import HTTPServer
import Logging
import ManagementAPI
import PoolEngine
import SQLite

/// The settings of `serve`: options, environment and defaults put together.
struct ServeSettings {
    /// The port of the public quick start.
    static let defaultPort: UInt16 = 8930
    /// Where the state is kept when nothing is said.
    static let defaultData = "./genauth-data"

    /// The options that have a variable, besides the limits.
    static let names = [
        "host", "port", "data", "in-memory", "seed", "reseed", "auth", "lang", "success-message",
        "durability",
        "cors", "allowed-host", "token-lifetime", "max-clock-skew", "log-level", "log-format", "ready-file",
    ]

    let server: Configuration
    let limits: LimitSettings
    let corsOrigins: [String]
    let allowedHosts: [String]
    let storage: Storage
    let seeds: [String]
    let reseed: Bool
    let durability: Durability
    let management: ManagementConfiguration
    let logLevel: Logger.Level
    let logFormat: LogFormat
    let readyFile: String?

    /// Puts the settings together.
    ///
    /// - Throws: `ValidationError` for a variable that cannot be read, or a value out of its range.
    init(_ options: ServeOptions) throws {
        var server = Configuration()
        server.host = try Setting(name: "host").value(options.host, default: server.host)
        server.port = try Setting(name: "port").value(options.port, default: Self.defaultPort)
        corsOrigins = try Self.list("cors", options.corsOrigins).map(Self.origin)
        allowedHosts = try Self.list("allowed-host", options.allowedHosts).map(Self.hostName)
        storage =
            try Setting(name: "in-memory").isSet(options.inMemory)
            ? .memory : .directory(try Self.dataDirectory(options.data))
        let variable: String? = try Setting(name: "seed").fromEnvironment()
        guard !options.seeds.contains("") else { throw ValidationError("--seed takes the path of a file") }
        seeds = options.seeds.isEmpty ? variable?.split(separator: ":").map(String.init) ?? [] : options.seeds
        reseed = try Setting(name: "reseed").isSet(options.reseed)
        durability = try Setting(name: "durability").value(options.durability, default: .process)

        var management = ManagementConfiguration()
        management.authentication = try Setting(name: "auth").value(options.auth, default: .strict)
        management.language = try Setting(name: "lang").value(options.lang, default: .english)
        management.successMessage =
            try Setting(name: "success-message").value(options.successMessage, default: .documented)
        management.tokenLifetime = try Self.seconds("token-lifetime", options.tokenLifetime, default: 7_200)
        management.maxClockSkew = try Self.seconds("max-clock-skew", options.maxClockSkew, default: 900)
        limits = try LimitSettings(options.limits, &server, &management)
        self.server = server
        self.management = management

        logLevel = try Setting(name: "log-level").value(options.logLevel, default: LogLevel.info).level
        logFormat = try Setting(name: "log-format").value(options.logFormat, default: .text)
        readyFile = try options.readyFile ?? Setting(name: "ready-file").fromEnvironment()
    }

    /// The folder that the option `--data` or its variable names.
    ///
    /// - Throws: `ValidationError` for an empty path, which would be the root of the file system.
    static func dataDirectory(_ option: String?) throws -> String {
        let path = try Setting(name: "data").value(option, default: defaultData)
        guard !path.isEmpty else { throw ValidationError("--data takes the path of a folder; it is empty") }
        return path
    }

    /// The data directory, where there is one.
    var directory: String? {
        if case .directory(let path) = storage { path } else { nil }
    }

    /// What an option that may be given more than once says, or its variable with commas between.
    private static func list(_ name: String, _ values: [String]) throws -> [String] {
        if !values.isEmpty { return values }
        let variable: String? = try Setting(name: name).fromEnvironment()
        // No origin and no name has a blank in it.
        return variable?.split { $0 == "," || $0 == " " }.map(String.init) ?? []
    }

    /// An origin as browsers write it: scheme, name and port, and nothing behind.
    private static func origin(_ text: String) throws -> String {
        let isOrigin =
            ["http://", "https://"].contains { text.hasPrefix($0) }
            && text.split(separator: "/", omittingEmptySubsequences: false).count == 3 && !text.hasSuffix("/")
        guard text == "*" || isOrigin else {
            throw ValidationError("--cors takes an origin such as http://localhost:3000, or *, not \(text)")
        }
        return text
    }

    private static func hostName(_ text: String) throws -> String {
        guard !text.isEmpty, !text.contains("/"), !text.contains(":") || text.hasPrefix("[") else {
            throw ValidationError("--allowed-host takes a name without port, or *, not \(text)")
        }
        return text
    }

    /// A duration of at least a second and at most ten years, so that sums with dates cannot overflow.
    private static func seconds(_ name: String, _ option: Int?, default standard: Int) throws -> Int {
        let value = try Setting(name: name).value(option, default: standard)
        guard (1...315_360_000).contains(value) else {
            throw ValidationError("--\(name) takes a number of seconds from 1 to 315360000, not \(value)")
        }
        return value
    }
}
