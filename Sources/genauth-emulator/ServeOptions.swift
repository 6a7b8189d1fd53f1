import ArgumentParser
import Directory
import HTTPServer
import ManagementAPI
import PoolEngine
import SQLite

/// The options of `serve` as they stand on the command line.
struct ServeOptions: ParsableArguments {
    @Option(help: "Address to listen on, in digits, or localhost for 127.0.0.1 and ::1. (default: localhost)")
    var host: String?

    @Option(help: "TCP port; 0 picks a free one. (default: 8930)")
    var port: UInt16?

    @Option(help: "Folder for the state, one file for each user pool. (default: ./genauth-data)")
    var data: String?

    @Flag(name: .customLong("in-memory"), help: "Keep the state in memory only.")
    var inMemory = false

    @Option(
        name: .customLong("seed"), parsing: .singleValue,
        help:
            "Seed file with user pools to make; may be given more than once. In the environment: paths with : between."
    )
    var seeds: [String] = []

    @Flag(help: "Let seeds replace user pools that exist.")
    var reseed = false

    @Option(help: "How callers are checked: strict, or off to take any credentials. (default: strict)")
    var auth: AuthenticationMode?

    @Option(help: "Language of answers to requests that name none. (default: en-US)")
    var lang: Language?

    @Option(
        name: .customLong("success-message"),
        help:
            "Message of success: documented as the API reference shows it, or empty as the live service. (default: documented)"
    )
    var successMessage: SuccessMessage?

    @Option(
        help: "What a commit survives: process (kill -9) or power (loss of power, slower). (default: process)"
    )
    var durability: Durability?

    @Option(
        name: .customLong("cors"), parsing: .singleValue,
        help:
            "Origin whose web pages may call, such as http://localhost:3000, or * for all; may be given more than once. In the environment: separated by commas or blanks."
    )
    var corsOrigins: [String] = []

    @Option(
        name: .customLong("allowed-host"), parsing: .singleValue,
        help:
            "Name that Host may have besides local ones, or * for all; may be given more than once. In the environment: separated by commas or blanks."
    )
    var allowedHosts: [String] = []

    @Option(name: .customLong("token-lifetime"), help: "Seconds a management token is good. (default: 7200)")
    var tokenLifetime: Int?

    @Option(
        name: .customLong("max-clock-skew"),
        help: "Seconds the date of a signed request may be off, and its nonce is remembered. (default: 900)")
    var maxClockSkew: Int?

    @Option(name: .customLong("log-level"), help: "Least level that is logged. (default: info)")
    var logLevel: LogLevel?

    @Option(name: .customLong("log-format"), help: "Form of the log on standard error. (default: text)")
    var logFormat: LogFormat?

    @Option(
        name: .customLong("ready-file"),
        help: "File to write when the server listens: one line of JSON with url, port, pid and version.")
    var readyFile: String?

    @OptionGroup(title: "Limits") var limits: LimitOptions
}

extension AuthenticationMode: ExpressibleByArgument {}
extension Durability: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension SuccessMessage: ExpressibleByArgument {}
