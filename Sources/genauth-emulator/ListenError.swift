import Platform

/// Why the server cannot listen, with the option to change.
struct ListenError: Error, CustomStringConvertible {
    let host: String
    let port: UInt16
    let cause: SystemCallError

    var description: String {
        switch (cause.call, cause.code) {
        case (let call, let code) where call.contains(" "):
            "cannot listen on \(call.drop { $0 != " " }.dropFirst()), given by --listen: \(String(cString: strerror(code)))"
        case ("bind", EADDRINUSE):
            "port \(port) of \(host) is in use; choose another with --port, or 0 for a free one"
        case ("bind", EACCES): "permission denied for port \(port); choose one above 1023 with --port"
        case ("bind", EADDRNOTAVAIL): "this machine does not have the address \(host) given by --host"
        case ("inet_pton", _):
            "invalid value '\(host)' for --host: expected an IPv4 or IPv6 address or localhost"
        default: "cannot listen on \(host), port \(port): \(cause)"
        }
    }
}
