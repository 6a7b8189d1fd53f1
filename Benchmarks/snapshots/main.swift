import Directory
import Glibc

// Usage: SnapshotBenchmark FOLDER [ROUNDS | --crowd-only]
//
// Works in FOLDER, which must not exist, and leaves it behind. The crowd is measured first, before this process has
// grown, and made by a process of its own, so that the memory for that is not counted.

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
    print("usage: \(arguments[0]) FOLDER [ROUNDS]")
    exit(64)
}
let folder = arguments[1]
let crowd = Crowd(folder: "\(folder)/crowd")
let makesCrowd = arguments.count > 2 && arguments[2] == "crowd"

do {
    if makesCrowd {
        try crowd.make()
        exit(0)
    }
    guard mkdir(folder, 0o755) == 0, system("'\(arguments[0])' '\(folder)' crowd") == 0 else {
        print("\(folder) exists already, or cannot be used")
        exit(73)
    }
    var figures = Figures()
    try crowd.measure(into: &figures)
    if arguments.contains("--crowd-only") {
        figures.write()
        exit(figures.isMissed ? 1 : 0)
    }
    try Worlds(rounds: arguments.count > 2 ? Int(arguments[2]) ?? 15 : 15, folder: folder).measure(
        into: &figures)
    try Neighbours(folder: "\(folder)/neighbours").measure(into: &figures)
    figures.write()
    exit(figures.isMissed ? 1 : 0)
} catch {
    print("\(error)")
    exit(70)
}
