// swift-tools-version: 6.2
import PackageDescription

// The benchmark of snapshots, forks and many pools. It works below HTTP, so the rooms it needs are linked in and built
// as they are. `make bench-worlds` in the folder above builds and runs it.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "worlds",
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")],
    targets: [
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        room("JSON"),
        room("Locking"),
        room("SQLite", ["CSQLite"]),
        room(
            "Directory",
            [
                "CEpoll", "JSON", "Locking", "SQLite", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .executableTarget(
            name: "WorldsBenchmark", dependencies: ["Directory", "Locking", "SQLite"], swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
