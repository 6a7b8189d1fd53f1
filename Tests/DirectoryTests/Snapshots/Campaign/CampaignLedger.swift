import Foundation
import Glibc

/// What a process notes, each note before a client could rely on it.
enum CampaignNote: Codable {
    /// The pools are served.
    case opened
    /// Operation `number` is about to be posted to a pool.
    case posted(Int, pool: String, CampaignOperation)
    /// Operation `number` is the one in which the process is to be killed; it is posted next.
    case armed(Int)
    /// Operation `number` was acknowledged.
    case done(Int, CampaignDifference?)
    /// Something went wrong.
    case wrong(String)
}

/// The notes of one process in a file, a line each.
struct CampaignLedger: Sendable {
    private let descriptor: Int32

    /// Begins a ledger.
    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Adds a line with one call, which outlives the process once it returns.
    func note(_ note: CampaignNote) {
        guard var line = try? JSONEncoder().encode(note) else { return }
        line.append(UInt8(ascii: "\n"))
        line.withUnsafeBytes { bytes in
            _ = write(descriptor, bytes.baseAddress, bytes.count)
        }
    }

    /// Reads what a process has noted; the last line may have been cut off.
    static func notes(path: String) throws -> [CampaignNote] {
        guard let contents = FileManager.default.contents(atPath: path),
            let end = contents.lastIndex(of: UInt8(ascii: "\n"))
        else { return [] }
        let whole = contents.prefix(through: end)
        return try whole.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(CampaignNote.self, from: $0)
        }
    }
}
