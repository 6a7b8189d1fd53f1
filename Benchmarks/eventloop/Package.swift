// swift-tools-version: 6.2
import PackageDescription

// Servers that answer every request with the same bytes, each built on another way to wait for sockets.
// measure.py in this folder compares them; docs/decisions/0001 has what came of it.

let package = Package(
    name: "EventLoops",
    targets: [
        .systemLibrary(name: "CEpoll"),
        .executableTarget(
            name: "EventLoops", dependencies: ["CEpoll"],
            swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    ],
    swiftLanguageModes: [.v6]
)
