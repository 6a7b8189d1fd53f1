import Foundation
import Glibc

/// What was measured, with the bounds that were asked for.
struct Figures {
    private struct Row {
        let name: String
        let figure: String
        let bound: String
        let holds: Bool?
    }

    /// A bound of thresholds.json.
    private struct Threshold: Decodable {
        let most: Double?
    }

    private var rows: [Row] = []
    private let thresholds: [String: Threshold]

    /// Reads the bounds.
    ///
    /// - Parameter path: of thresholds.json.
    /// - Throws: when the file cannot be read or has another form.
    init(thresholds path: String) throws {
        let tables = try JSONDecoder().decode(
            [String: [String: Threshold]].self, from: Data(contentsOf: URL(filePath: path)))
        thresholds = tables["snapshots"] ?? [:]
    }

    /// Whether a figure is beyond its bound.
    var isMissed: Bool { rows.contains { $0.holds == false } }

    /// Adds times; their median has to be within the bound of the name, if it has one.
    ///
    /// - Parameters:
    ///   - name: what took the time.
    ///   - times: in milliseconds.
    mutating func add(_ name: String, times: [Double]) {
        let bound = thresholds[name]?.most
        let sorted = times.sorted()
        let median = sorted[sorted.count / 2]
        let spread = "\(Self.text(sorted[0])) … \(Self.text(sorted[sorted.count - 1]))"
        rows.append(
            Row(
                name: name, figure: "\(Self.text(median)) ms (\(spread))",
                bound: bound.map { "\(Self.text($0)) ms" } ?? "", holds: bound.map { median <= $0 }))
    }

    /// Adds one value with its unit.
    mutating func add(_ name: String, _ value: Double, _ unit: String) {
        let bound = thresholds[name]?.most
        rows.append(
            Row(
                name: name, figure: "\(Self.text(value)) \(unit)",
                bound: bound.map { "\(Self.text($0)) \(unit)" } ?? "", holds: bound.map { value <= $0 }))
    }

    /// Writes the table in Markdown.
    func write() {
        print("| what | median (least … most) | at most |  |\n|---|---|---|---|")
        for row in rows {
            print(
                "| \(row.name) | \(row.figure) | \(row.bound) | \(row.holds.map { $0 ? "holds" : "MISSED" } ?? "") |"
            )
        }
    }

    private static func text(_ value: Double) -> String {
        let digits = value < 10 ? 2 : value < 100 ? 1 : 0
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = Int((value * scale).rounded())
        guard digits > 0 else { return "\(rounded)" }
        let rest = String(rounded % Int(scale))
        return "\(rounded / Int(scale))." + String(repeating: "0", count: digits - rest.utf8.count) + rest
    }
}

/// Milliseconds that `body` takes.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = nanoseconds()
    try body()
    return Double(nanoseconds() - start) / 1e6
}

private func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
