// swift-tools-version: 6.2

import PackageDescription

/// Whether the fuzz targets are declared and every module is built with libFuzzer's coverage: see `make fuzz`.
let isFuzzed = Context.environment["GENAUTH_EMULATOR_FUZZ"] != nil
/// Whether the benchmarks written in Swift are declared: see `make bench-size`.
let isBenchmarked = Context.environment["GENAUTH_EMULATOR_BENCHMARKS"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : [])

/// A module that imports only the modules listed.
func module(_ name: String, _ modules: [Target.Dependency] = [], path: String? = nil) -> Target {
    .target(name: name, dependencies: modules, path: path, swiftSettings: settings)
}

func tests(of name: String, _ modules: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + modules, swiftSettings: settings)
}

func fuzz(_ name: String, _ modules: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["Fuzzer"] + modules, path: "Fuzz/\(name)", swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "genauth-emulator",
    products: [.executable(name: "genauth-emulator", targets: ["genauth-emulator"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CStartup"),
        module("Platform", [.target(name: "CLinux", condition: .when(platforms: [.linux]))]),
        module("Locking", ["Platform"]),
        module("Bytes", ["Platform"]),
        module("HTTP", ["Bytes"]),
        module("HTTPServer", ["Bytes", "HTTP", "Locking", "Platform"]),
        module("HTTPClient", ["Platform"]),
        module("JSON", ["Bytes"]),
        module("SQLite", ["Bytes", "CSQLite", "Platform"]),
        module("Faults", ["JSON", "Locking"]),
        module("Journal", ["Bytes", "Faults", "HTTP", "JSON", "Locking"]),
        module("Webhooks", ["Bytes", "HTTP", "HTTPClient", "JSON", "Journal", "Locking", "Platform"]),
        module(
            "PoolEngine",
            [
                "Bytes", "Faults", "HTTPClient", "JSON", "Journal", "Locking", "Platform", "SQLite",
                "Webhooks",
                crypto,
            ]),
        module("Contract", ["Bytes", "HTTP", "JSON", "PoolEngine", "SQLite"]),
        module("Seeds", ["JSON", "Locking", "Platform", "PoolEngine", "SQLite"]),
        module(
            "Directory",
            [
                "Bytes", "Contract", "PoolEngine", "Seeds", "JSON", "Locking", "Platform", "SQLite",
                "Webhooks",
                crypto, cryptoExtras,
            ]),
        module(
            "ManagementAPI",
            [
                "Bytes", "Contract", "Faults", "HTTP", "HTTPServer", "JSON", "Journal", "Locking", "Platform",
                "PoolEngine",
                "SQLite", crypto, logging,
            ]),
        module(
            "Control",
            [
                "Bytes", "Faults", "HTTP", "HTTPServer", "JSON", "Journal", "Locking", "PoolEngine", "Seeds",
                "SQLite", "Webhooks",
            ]),
        module("MCP", ["JSON", "Locking"]),
        .executableTarget(
            name: "genauth-emulator",
            dependencies: [
                "CStartup", "Bytes", "Faults", "HTTP", "HTTPClient", "HTTPServer", "JSON", "Journal",
                "Locking",
                "Platform", "SQLite", "PoolEngine", "Contract", "Seeds", "Directory", "ManagementAPI",
                "Control", "MCP",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        module("TestSupport", ["Bytes", "HTTP", "Platform"], path: "Tests/TestSupport"),
        tests(of: "JSON"),
        tests(of: "HTTP", ["Bytes", "TestSupport"]),
        tests(of: "Faults", ["JSON"]),
        tests(of: "Journal", ["Bytes"]),
        tests(of: "MCP", ["JSON", "Locking"]),
        tests(of: "Platform"),
        tests(of: "HTTPClient", ["Locking", "Platform"]),
        tests(of: "Webhooks", ["Bytes", "HTTPClient", "JSON", "Locking", "Platform"]),
        tests(of: "Bytes"),
        tests(of: "HTTPServer", ["Bytes", "CLinux", "HTTP", "Locking", "Platform", "TestSupport"]),
        .target(name: "CFaultyFile", path: "Tests/CFaultyFile"),
        .target(name: "CKilledCalls", path: "Tests/CKilledCalls"),
        tests(of: "SQLite", ["TestSupport"]),
        module("PoolTestSupport", ["Locking", "PoolEngine"], path: "Tests/PoolTestSupport"),
        tests(
            of: "PoolEngine",
            [
                "Bytes", "CFaultyFile", "CSQLite", "Locking", "Platform", "PoolTestSupport", "SQLite",
                "TestSupport",
            ]),
        tests(
            of: "Directory",
            [
                "PoolEngine", "Seeds", "SQLite", "JSON", "Locking", "CKilledCalls", "CSQLite",
                "PoolTestSupport",
                "TestSupport", "HTTPClient", "Webhooks",
            ]),
        tests(
            of: "ManagementAPI",
            [
                "Bytes", "Contract", "PoolEngine", "Seeds", "Directory", "HTTP", "HTTPServer", "JSON",
                "Locking", "Platform", "SQLite", "TestSupport", logging,
            ]),
        tests(
            of: "Control",
            ["HTTP", "HTTPServer", "JSON", "Platform", "PoolEngine", "Seeds", "SQLite", "TestSupport"]),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)

if isFuzzed {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        module("Fuzzer", ["CLibFuzzer"], path: "Fuzz/Fuzzer"),
        fuzz("FuzzRequestParser", ["HTTP", "TestSupport"]),
        fuzz("FuzzConversation", ["HTTP", "HTTPServer"]),
        fuzz("FuzzJSON", ["JSON"]),
        fuzz("FuzzSignature", ["Contract", "HTTP", "JSON", "ManagementAPI"]),
    ]
}

if isBenchmarked {
    package.targets.append(
        .executableTarget(
            name: "SnapshotBenchmark",
            dependencies: ["PoolEngine", "Seeds", "Directory", "Locking", "SQLite"],
            path: "Benchmarks/size/snapshots", swiftSettings: settings))
}
