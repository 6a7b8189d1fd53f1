import Directory
import Glibc

// Usage: SnapshotBenchmark FOLDER THRESHOLDS [ROUNDS | --crowd-only], THRESHOLDS being ../../thresholds.json
//
// Works in FOLDER, which must not exist, and leaves it behind. The crowd is measured first, before this process has
// grown, and made by a process of its own, so that the memory for that is not counted.

let arguments = CommandLine.arguments
guard arguments.count > 2 else {
    print("usage: \(arguments[0]) FOLDER THRESHOLDS [ROUNDS]")
    exit(64)
}
let folder = arguments[1]
let crowd = Crowd(folder: "\(folder)/crowd")
let makesCrowd = arguments[2] == "crowd"

do {
    if makesCrowd {
        try crowd.make()
        exit(0)
    }
    guard mkdir(folder, 0o755) == 0, system("'\(arguments[0])' '\(folder)' crowd") == 0 else {
        print("\(folder) exists already, or cannot be used")
        exit(73)
    }
    var figures = try Figures(thresholds: arguments[2])
    try crowd.measure(into: &figures)
    if arguments.contains("--crowd-only") {
        figures.write()
        exit(figures.isMissed ? 1 : 0)
    }
    try Snapshots(rounds: arguments.count > 3 ? Int(arguments[3]) ?? 15 : 15, folder: folder).measure(
        into: &figures)
    try Neighbours(folder: "\(folder)/neighbours").measure(into: &figures)
    figures.write()
    exit(figures.isMissed ? 1 : 0)
} catch {
    print("\(error)")
    exit(70)
}
