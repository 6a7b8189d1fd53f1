import ArgumentParser
import CStartup
import Logging
import Platform

/// The environment variables whose names begin with this program's prefix.
///
/// Not all of them are options. Kubernetes and container links describe a service named `genauth-emulator` to other
/// containers with variables of the same prefix, such as `GENAUTH_EMULATOR_PORT=tcp://10.96.0.12:8930`.
enum Variables {
    /// The prefix of every variable.
    static let prefix = "GENAUTH_EMULATOR_"

    private static let schemes = ["tcp://", "udp://", "sctp://"]

    /// The value of a variable, or nil if it is unset, empty, or describes a service.
    static func value(_ name: String) -> String? {
        text(name).flatMap { isServiceAddress($0) ? nil : $0 }
    }

    /// The text of a variable of any program, or nil if it is unset or empty.
    static func text(_ name: String) -> String? {
        guard let text = getenv(name) else { return nil }
        let value = String(cString: text)
        return value.isEmpty ? nil : value
    }

    /// The token of `serve --control-token` by its variable.
    static var controlToken: String? { value("\(prefix)CONTROL_TOKEN") }

    /// Logs ignored variables: those of options that describe a service, and those of no option.
    ///
    /// The values of the latter may be secrets and are not logged.
    ///
    /// - Parameters:
    ///   - command: the command whose options have variables.
    ///   - logger: the log.
    static func reportIgnored(by command: any ParsableCommand, to logger: Logger) {
        let variables = all.sorted { $0.name < $1.name }
        guard !variables.isEmpty else { return }
        let known = Set(Setting.all(of: command).map(\.variable))
        for (name, value) in variables {
            if known.contains(name) {
                guard isServiceAddress(value) else { continue }
                logger.notice(
                    "ignored an environment variable set by Kubernetes or a container link",
                    metadata: ["name": "\(name)", "value": "\(value)"])
            } else if !describesService(name.dropFirst(prefix.count), value), !isOfClient(name) {
                logger.warning("ignored an unknown environment variable", metadata: ["name": "\(name)"])
            }
        }
    }

    /// The names and values that begin with `prefix`.
    static var all: [(name: String, value: String)] {
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

    /// Whether a command that calls a server has the variable.
    private static func isOfClient(_ name: String) -> Bool {
        guard let command = try? ResetCommand.parse([]) else { return false }
        return Setting.all(of: command).contains { $0.variable == name }
    }

    private static func isServiceAddress(_ value: String) -> Bool {
        schemes.contains { value.hasPrefix($0) }
    }

    /// Whether Kubernetes or a link sets the variable, given without prefix, also for a service with a longer name.
    ///
    /// Kubernetes: `SERVICE_HOST`, `SERVICE_PORT`, `SERVICE_PORT_HTTP`, `PORT`, `PORT_8930_TCP`, `PORT_8930_TCP_ADDR`.
    /// Links add `NAME=/other/alias`, and `ENV_…` for the variables of the other container.
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
