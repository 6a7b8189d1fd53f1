import Testing

@testable import Platform

@Suite("Socket addresses")
struct SocketAddressTests {
    @Test(
        "Socket addresses that are loopback or private are local",
        arguments: [
            "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::1",
            "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:192.168.0.1",
        ])
    func local(host: String) throws {
        #expect(try #require(SocketAddress(host: host, port: 80)).isLocal)
    }

    @Test(
        "Socket addresses of other networks are not local",
        arguments: [
            "8.8.8.8", "0.0.0.0", "11.0.0.1", "172.15.255.255", "172.32.0.1", "192.167.1.1",
            "169.254.169.254",
            "100.64.0.1", "224.0.0.1", "255.255.255.255", "::", "::2", "2001:db8::1", "fe80::1", "ff02::1",
            "::ffff:8.8.8.8", "::ffff:0.0.0.0", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
        ])
    func foreign(host: String) throws {
        #expect(try !#require(SocketAddress(host: host, port: 80)).isLocal)
    }
}
