// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// One room of the house: a module that imports only the rooms listed.
func room(_ name: String, _ rooms: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: rooms, swiftSettings: settings)
}

func tests(of name: String, _ rooms: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + rooms, swiftSettings: settings)
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
        .systemLibrary(name: "CEpoll"),
        .target(name: "CStartup"),
        room("Locking"),
        room("HTTP"),
        room("HTTPServer", ["HTTP", "CEpoll", "Locking"]),
        room("JSON"),
        room("SQLite", ["CSQLite"]),
        room("Directory", ["CEpoll", "JSON", "Locking", "SQLite", crypto, cryptoExtras]),
        room("ManagementAPI", ["HTTP", "HTTPServer", "JSON", "Locking", "Directory", crypto, logging]),
        room("Control", ["HTTP", "HTTPServer", "JSON", "Locking"]),
        .executableTarget(
            name: "genauth-emulator",
            dependencies: [
                "CStartup", "HTTP", "HTTPServer", "JSON", "Locking", "SQLite", "Directory", "ManagementAPI",
                "Control",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        tests(of: "JSON"),
        tests(of: "HTTP"),
        tests(of: "HTTPServer", ["CEpoll", "HTTP", "Locking"]),
        .target(name: "CFaultyFile", path: "Tests/CFaultyFile"),
        .target(name: "CKilledCalls", path: "Tests/CKilledCalls"),
        tests(of: "SQLite"),
        tests(of: "Directory", ["SQLite", "JSON", "Locking", "CFaultyFile", "CKilledCalls", "CSQLite"]),
        tests(
            of: "ManagementAPI",
            ["Directory", "HTTP", "HTTPServer", "JSON", "Locking", "SQLite", logging]),
        tests(of: "Control", ["HTTP", "HTTPServer", "JSON"]),
        .testTarget(name: "HouseTests", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
