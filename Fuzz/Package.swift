// swift-tools-version: 6.3
import PackageDescription

// The fuzz targets: libFuzzer drives the rooms that read what a client sends. The rooms are linked in, not
// depended on, so that they are built with the fuzzer's coverage and their inner types can be reached.
// `make fuzz SECONDS=60` in the folder above builds and runs all of them.

let instrumented = ["-sanitize=fuzzer,address", "-enable-testing"]
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(instrumented),
]
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["Fuzzer"] + dependencies, swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let package = Package(
    name: "Fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CLibFuzzer"),
        room("Fuzzer", ["CLibFuzzer"]),
        room("Locking"),
        room("HTTP"),
        room("HTTPServer", ["HTTP", "CEpoll", "Locking"]),
        room("JSON"),
        room("SQLite", ["CSQLite"]),
        room("Directory", ["CEpoll", "JSON", "Locking", "SQLite", crypto, cryptoExtras]),
        room("ManagementAPI", ["HTTP", "HTTPServer", "JSON", "Locking", "Directory", crypto, logging]),
        fuzz("FuzzRequestParser", ["HTTP"]),
        fuzz("FuzzConversation", ["HTTP", "HTTPServer"]),
        fuzz("FuzzJSON", ["JSON"]),
        fuzz("FuzzSignature", ["HTTP", "JSON", "ManagementAPI"]),
    ],
    swiftLanguageModes: [.v6]
)
