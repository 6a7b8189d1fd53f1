import ArgumentParser
import HTTPServer
import Platform
import PoolEngine

/// `genauth-emulator doctor`: checks what a server needs on this machine.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the port, the data folder, the clock and the network of this machine.",
        discussion: """
            Takes the options and variables of serve about these things, checks what a server would need, and writes what to \
            do about each problem. Nothing is changed. Exit code 0 without a problem, 78 with one.
            """)

    @OptionGroup(title: "Server and state") var server: ServerOptions

    func run() throws {
        let port = port()
        let findings = [port] + folder(isServed: port.verdict == .note) + [clock(), containers()]
        try StandardOutput.write(Array(findings.map(\.lines).joined().utf8))
        guard !findings.contains(where: { $0.verdict == .problem }) else {
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
    }

    /// Whether the server could listen.
    private func port() -> Finding {
        let place = "port \(server.port) of \(server.host)"
        let addresses = SocketAddress.all(host: server.host, port: server.port)
        guard !addresses.isEmpty else {
            return Finding(
                .problem, "port", "'\(server.host)' is not an address",
                remedy: "give an IP address or localhost with --host")
        }
        for address in addresses {
            do {
                SystemCall.close(try SystemCall.listen(on: address, backlog: 1))
            } catch {
                // The machine may have no IPv6.
                if address.family == AF_INET6, addresses.count > 1, error.code != EADDRINUSE { continue }
                return refused(place, error)
            }
        }
        return Finding(.ok, "port", server.port == 0 ? "a free port is chosen" : "\(place) is free")
    }

    private func refused(_ place: String, _ error: SystemCallError) -> Finding {
        if error.code == EADDRINUSE, HealthProbe(host: server.host, port: server.port).failure() == nil {
            return Finding(
                .note, "port", "a healthy server is already on \(place)",
                remedy: "use it, or choose another port with --port, or 0 for a free one")
        }
        return Finding(
            .problem, "port", "a server cannot listen on \(place): \(String(cString: strerror(error.code)))",
            remedy: "\(ListenError(host: server.host, port: server.port, cause: error))")
    }

    /// Whether the state can be kept in the data folder.
    ///
    /// - Parameter isServed: a healthy server is on the port; it may be the one that uses the folder.
    /// - Returns: what was found about the folder, and about its file system.
    private func folder(isServed: Bool) -> [Finding] {
        let path = server.folder.data.text
        guard !server.inMemory else { return [Finding(.ok, "folder", "not needed with --in-memory")] }
        do {
            let found = try DataDirectory.examine(path)
            return [
                Finding(.ok, "folder", "\(path) can be used"), fileSystem(found),
            ]
        } catch DataDirectoryError.inUse {
            let remedy = "stop that server, or choose another folder with --data"
            return [
                Finding(
                    isServed ? .note : .problem, "folder", "\(path) is in use by another process",
                    remedy: isServed ? "none if that is the server on the port; otherwise \(remedy)" : remedy)
            ]
        } catch {
            return [
                Finding(
                    .problem, "folder", "\(error)",
                    remedy: "choose a folder that you may write to with --data, or use --in-memory")
            ]
        }
    }

    /// The free space below which a problem is reported, in MiB.
    private static let leastSpace: Int64 = 64

    private func fileSystem(_ found: DataExamination) -> Finding {
        let space = found.freeBytes / 1_048_576
        if space < Self.leastSpace {
            return Finding(
                .problem, "file system", "only \(space) MiB are free",
                remedy: "free some space, or choose a folder on another disk with --data")
        }
        if found.isOpenedAlone {
            return Finding(
                .note, "file system", "it has no shared memory; \(space) MiB are free",
                remedy:
                    "stop the server before running export, or choose a folder on a local disk with --data")
        }
        return Finding(.ok, "file system", "databases work; \(space) MiB are free")
    }

    /// Whether the clock is plausible: signatures have a time.
    private func clock() -> Finding {
        let now = SystemClock().now
        // 2026 and 2100.
        guard (1_767_225_600..<4_102_444_800).contains(now.seconds) else {
            return Finding(
                .problem, "clock", "the machine's clock shows \(now.iso8601)",
                remedy:
                    "set the clock; signed requests whose time differs by more than --max-clock-skew are refused"
            )
        }
        return Finding(
            .ok, "clock", "\(now.iso8601); compare it with that of other machines that sign requests")
    }

    /// The files that Docker and Podman put into a container.
    private static let containerMarks = ["/.dockerenv", "/run/.containerenv"]

    /// Who can reach the server.
    private func containers() -> Finding {
        var configuration = Configuration()
        configuration.host = server.host
        let isInContainer = Self.containerMarks.contains { access($0, F_OK) == 0 }
        guard configuration.isLoopbackOnly else {
            return Finding(
                .ok, "containers",
                "other machines and containers can reach the server at this machine's addresses")
        }
        let port = server.port == 0 ? ServerOptions.defaultPort : server.port
        if isInContainer {
            return Finding(
                .note, "containers",
                "this is a container, and only programs inside it reach \(server.host)",
                remedy:
                    "for clients outside use --host 0.0.0.0, and publish the port: -p 127.0.0.1:\(port):\(port)"
            )
        }
        return Finding(
            .note, "containers", "only programs on this machine reach \(server.host), containers do not",
            remedy:
                "for clients in containers use --host 0.0.0.0 and the URL http://host.docker.internal:\(port)"
        )
    }
}
