import Foundation

/// What differs between two states, as far as the campaign changes them.
struct CampaignDifference: Equatable, Codable {
    /// Added ids, removed ids, and users with another nickname, by table; memberships as `group/user`.
    var added: [String: Set<String>] = [:]
    var removed: [String: Set<String>] = [:]
    var renamed: Set<String> = []

    /// What follows from the states.
    init(from old: CampaignState, to new: CampaignState) {
        note("users", Set(old.nicknames.keys), Set(new.nicknames.keys))
        note("groups", Set(old.groups.keys), Set(new.groups.keys))
        note("groupMembers", Self.pairs(old.groups), Self.pairs(new.groups))
        note("departments", Set(old.departments.keys), Set(new.departments.keys))
        note("departmentMembers", Self.pairs(old.departments), Self.pairs(new.departments))
        renamed = Set(new.nicknames.filter { old.nicknames[$0.key, default: $0.value] != $0.value }.keys)
    }

    /// Reads the emulator's difference.
    init(_ json: [UInt8]) throws {
        let tables = try JSONDecoder().decode([String: Table].self, from: Data(json))
        for (table, ids) in [
            ("users", ["userId"]), ("groups", ["code"]), ("groupMembers", ["code", "userId"]),
            ("departments", ["departmentId"]), ("departmentMembers", ["departmentId", "userId"]),
        ] {
            func names(_ rows: [Row]?) -> Set<String> {
                Set((rows ?? []).map { row in ids.map { row[$0] ?? "" }.joined(separator: "/") })
            }
            added[table] = names(tables[table]?.added)
            removed[table] = names(tables[table]?.removed)
        }
        renamed = Set(
            (tables["users"]?.changed ?? []).filter { $0.changes["nickname"] != nil }.compactMap(\.userId))
    }

    private mutating func note(_ table: String, _ old: Set<String>, _ new: Set<String>) {
        added[table] = new.subtracting(old)
        removed[table] = old.subtracting(new)
    }

    private static func pairs(_ places: [String: Set<String>]) -> Set<String> {
        Set(places.flatMap { place in place.value.map { "\(place.key)/\($0)" } })
    }

    private struct Table: Decodable {
        let added: [Row]
        let removed: [Row]
        let changed: [Changed]
    }

    private struct Changed: Decodable {
        let userId: String?
        let changes: [String: Anything]
    }

    /// The texts of a row; the rest of it is left out.
    private struct Row: Decodable {
        private let texts: [String: String]

        subscript(_ name: String) -> String? { texts[name] }

        init(from decoder: any Decoder) throws {
            let values = try decoder.singleValueContainer().decode([String: Anything].self)
            texts = values.compactMapValues(\.text)
        }
    }

    private struct Anything: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}
