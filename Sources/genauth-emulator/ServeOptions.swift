import Directory
import HTTP
import HTTPServer
import ManagementAPI
import PoolEngine
import SQLite

/// The options of `serve`.
enum ServeOptions {
    /// The port of the public quick start.
    static let defaultPort: UInt16 = 8930

    static let port = Option(
        "port", "PORT", default: "\(defaultPort)", "TCP port; 0 chooses a free port.")
    static let host = Option(
        "host", "ADDRESS", default: Configuration().host,
        "IP address, or localhost for 127.0.0.1 and ::1.")
    static let data = Option(
        "data", "FOLDER", default: "./genauth-data", "Folder of the state.")
    static let inMemory = Option(switch: "in-memory", "Keep the state in memory only.")
    static let seeds = Option(
        "seed", "FILE", separators: [":"], "Seed file with user pools to create; repeatable.")
    static let reseed = Option(switch: "reseed", "Replace existing user pools by those of the seeds.")

    static let auth = Option(
        "auth", "MODE", default: AuthenticationMode.strict.rawValue,
        "How callers are checked: strict, or off to accept any credentials or none.")
    static let lang = Option(
        "lang", "LANGUAGE", default: Language.english.rawValue,
        "Language of messages if the request names none: zh-CN, en-US, zh-TW or ja-JP.")
    static let successMessage = Option(
        "success-message", "FORM", default: SuccessMessage.documented.rawValue,
        "Message of success: documented (as in the API reference) or empty (as the live service).")
    static let tokenLifetime = Option(
        "token-lifetime", "SECONDS", default: "\(ManagementConfiguration().tokenLifetime)",
        "Lifetime of a management token.")
    static let maxClockSkew = Option(
        "max-clock-skew", "SECONDS", default: "\(ManagementConfiguration().maxClockSkew)",
        "Largest accepted clock difference of a signed request.")

    static let cors = Option(
        "cors", "ORIGIN", separators: [",", " "],
        "Origin whose web pages may call the API, such as http://localhost:3000, or * for all; repeatable.")
    static let allowedHost = Option(
        "allowed-host", "NAME", separators: [",", " "],
        "Name to accept in the Host header besides local ones, or * for all; repeatable.")

    static let logLevel = Option(
        "log-level", "LEVEL", default: LogLevel.info.rawValue,
        "Lowest level to log: trace, debug, info, notice, warning, error or critical.")
    static let logFormat = Option(
        "log-format", "FORMAT", default: LogFormat.text.rawValue, "Format of the log: text or json.")
    static let readyFile = Option(
        "ready-file", "FILE", "File with the URL, written once the server listens.")

    static let durability = Option(
        "durability", "EVENT", default: Durability.process.rawValue,
        "What a change survives: process (kill -9) or power (loss of power, slower).")
    static let maxBodyBytes = Option(
        "max-body-bytes", "BYTES", default: "\(Configuration().limits.bodyBytes)", "Largest request body.")
    static let maxConnections = Option(
        "max-connections", "N", default: "\(Configuration().connections)",
        "Open connections; further clients wait.")
    static let maxWaitingRequests = Option(
        "max-waiting-requests", "N", default: "\(Mailbox.defaultWaitingLimit)",
        "Requests that wait for a user pool; more get 503.")
    static let idleTimeout = Option(
        "idle-timeout", "SECONDS", default: "\(Configuration().timeouts.idle / 1_000)",
        "Time between requests of a connection.")
    static let stopTimeout = Option(
        "stop-timeout", "SECONDS", default: "10", "Time for running requests on a stop.")

    /// The options by purpose, the common ones first.
    static let groups = [
        OptionGroup("Server and state", [port, host, data, inMemory, seeds, reseed]),
        OptionGroup("API", [auth, lang, successMessage, tokenLifetime, maxClockSkew]),
        OptionGroup("Web pages and host names", [cors, allowedHost]),
        OptionGroup("Log and scripts", [logLevel, logFormat, readyFile]),
        OptionGroup(
            "Durability and limits",
            [durability, maxBodyBytes, maxConnections, maxWaitingRequests, idleTimeout, stopTimeout]),
    ]
}

extension AuthenticationMode: OptionValue {}
extension Durability: OptionValue {}
extension Language: OptionValue {}
extension SuccessMessage: OptionValue {}
