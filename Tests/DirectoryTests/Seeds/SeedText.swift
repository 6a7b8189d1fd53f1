import PoolTestSupport

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Seeds made of JSON texts.
enum SeedText {
    /// A document with one pool with members besides its id and name.
    static func pool(_ members: String, id: String = "p1") -> String {
        #"{"userPools": [\#(object(members, id: id))]}"#
    }

    /// A document with pools.
    static func pools(_ objects: String...) -> String {
        #"{"userPools": [\#(objects.joined(separator: ", "))]}"#
    }

    /// A pool as an object.
    static func object(_ members: String, id: String = "p1") -> String {
        #"{"id": "\#(id)", "name": "Pool"\#(members.isEmpty ? "" : ", ")\#(members)}"#
    }

    /// Reads a document.
    static func parse(_ text: String) throws -> [SeedUserPool] {
        try SeedFormat.directory.parse(Array(text.utf8), named: "seed.json")
    }

    /// Reads a document and builds its pools in memory.
    static func check(_ text: String) throws {
        try SeedFormat.directory.check(try parse(text), environment: .fake())
    }
}
