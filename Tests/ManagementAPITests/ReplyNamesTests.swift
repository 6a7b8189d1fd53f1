import Foundation
import Testing

@testable import Contract
@testable import Directory
@testable import ManagementAPI

/// The names of replies that a custom field shown among them cannot take.
@Suite("Names in replies")
struct ReplyNamesTests {
    private static func described(_ type: String) throws -> Set<String> {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../contract/types/management.json")
        let types = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: [[String: Any]]])
        return Set(try #require(types[type]).compactMap { $0["name"] as? String })
    }

    @Test("Names in replies are those of the public description")
    func names() throws {
        #expect(try UserDto.names == Self.described("UserDto"))
        #expect(try DepartmentDto.names == Self.described("DepartmentDto"))
        // `withCustomData` shows what the description does not name (groups.md).
        #expect(try GroupDto.names == Self.described("GroupDto").union(["customData"]))
    }
}
