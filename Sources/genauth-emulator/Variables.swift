import CStartup
import Logging
import Platform

/// The variables of the environment whose names begin as this program's do.
///
/// Not all of them are meant for it. Kubernetes and links of containers describe a service named `genauth-emulator` to its
/// neighbours in variables that begin the same, `GENAUTH_EMULATOR_PORT=tcp://10.96.0.12:8930` among them.
enum Variables {
    /// What the name of every variable begins with.
    static let prefix = "GENAUTH_EMULATOR_"

    private static let schemes = ["tcp://", "udp://", "sctp://"]

    /// The value of a variable, or nil when it is not set, empty, or describes a service.
    static func value(_ name: String) -> String? {
        guard let text = getenv(name) else { return nil }
        let value = String(cString: text)
        return value.isEmpty || isServiceAddress(value) ? nil : value
    }

    /// Logs what is ignored: variables of options that describe a service, and variables that no option has.
    ///
    /// The values of the latter stay out of the log, which may be a secret.
    ///
    /// - Parameters:
    ///   - options: the options that have a variable.
    ///   - logger: where to.
    static func reportIgnored(options: [Option], to logger: Logger) {
        let known = Set(options.map(\.variable))
        for (name, value) in all.sorted(by: { $0.name < $1.name }) {
            if known.contains(name) {
                guard isServiceAddress(value) else { continue }
                logger.notice(
                    "ignored an environment variable set by Kubernetes or a container link",
                    metadata: ["name": "\(name)", "value": "\(value)"])
            } else if !describesService(name.dropFirst(prefix.count), value) {
                logger.warning("ignored an unknown environment variable", metadata: ["name": "\(name)"])
            }
        }
    }

    /// The names and values that begin with `prefix`.
    private static var all: [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        guard var entry = startup_environment() else { return [] }
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].hasPrefix(prefix) {
                found.append((String(parts[0]), String(parts[1])))
            }
            entry += 1
        }
        return found
    }

    private static func isServiceAddress(_ value: String) -> Bool {
        schemes.contains { value.hasPrefix($0) }
    }

    /// Whether a variable without the prefix is one that Kubernetes or a link sets, also for a service whose name is longer.
    ///
    /// Kubernetes: `SERVICE_HOST`, `SERVICE_PORT`, `SERVICE_PORT_HTTP`, `PORT`, `PORT_8930_TCP`, `PORT_8930_TCP_ADDR`.
    /// Links add `NAME=/other/alias` and `ENV_…`, what is set in the other container.
    private static func describesService(_ name: Substring, _ value: String) -> Bool {
        let words = name.split(separator: "_")
        let pairs = zip(words, words.dropFirst())
        return isServiceAddress(value)
            || pairs.contains { $0 == "SERVICE" && ($1 == "HOST" || $1 == "PORT") }
            || pairs.contains { $0 == "PORT" && $1.allSatisfy(\.isWholeNumber) }
            || (words.last == "NAME" && value.hasPrefix("/"))
            || words.dropLast().contains("ENV")
    }
}
