import Foundation
import PoolTestSupport
import SQLite
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// A pool written back as a seed.
@Suite("Seed export")
struct SeedExportTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../fixtures").standardizedFileURL

    /// The seeds of a text's pools, each exported from a database of its own.
    private func export(_ text: [UInt8]) throws -> [[UInt8]] {
        try SeedFormat.directory.parse(text, named: "seed").map { pool in
            let connection = try Connection(path: ":memory:")
            try pool.build(on: connection, environment: .fake())
            return try SeedFormat.directory.text(of: connection)
        }
    }

    @Test("A seed export makes the same pool again", arguments: ["quickstart.json", "company.json"])
    func identity(fixture: String) throws {
        let seed = [UInt8](try Data(contentsOf: Self.fixtures.appending(path: fixture)))
        for exported in try export(seed) {
            #expect(try export(exported) == [exported])
            #expect(exported.count > 1_000)
        }
    }

    @Test(
        "A seed export keeps what the directory did after the seed: joins in their order, the main department, new names"
    )
    func changes() throws {
        let fixture = try Fixture()
        try fixture.connection.run(
            SQL("INSERT INTO pool (id, name, createdAt, tokenSecret) VALUES ('p', 'P', 0, x'00')"))
        try fixture.makeUsers("u1", "u2", "u3")
        try fixture.makeGroup("g")
        try fixture.groups.members.add(["u3", "u1"], to: "g")
        let root = try fixture.makeOrganization("o")
        let first = try fixture.makeDepartment("d1", below: root)
        let second = try fixture.makeDepartment("d2", below: root)
        let key = try fixture.users.key(of: "u2")
        try fixture.departments.members.add(keys: [key], to: second)
        try fixture.departments.members.add(keys: [key], to: first)

        let exported = try SeedFormat.directory.text(of: fixture.connection)
        #expect(try export(exported) == [exported])
        let text = String(decoding: exported, as: UTF8.self)
        #expect(text.contains("\"mainDepartmentId\": \"d2\""))
        let members = try #require(
            text.range(of: "\"user\": \"u3\"[^\\]]*\"user\": \"u1\"", options: .regularExpression))
        #expect(!members.isEmpty)
    }

    @Test(
        "A seed export writes the hash of a password, one-time passwords and second factors, and reads them again"
    )
    func credentials() throws {
        let seed = SeedText.pool(
            """
            "users": [{"userId": "u1", "password": "hunter2", "resetPasswordOnNextLogin": true}, {"userId": "u2",
            "otp": {"secret": "s", "recoveryCode": "r"}, "mfa": {"mfaToken": "t", "mfaPhone": "1",
            "mfaPhoneCountryCode": "+1", "mfaEmail": "a@b.c", "faceMfaEnabled": true, "totpMfaEnabled": false,
            "applicationMfa": [{"mfaPolicy": "SMS", "status": 1, "sort": 2}, {"mfaPolicy": "EMAIL"}]}}]
            """)
        let exported = try #require(try export(Array(seed.utf8)).first)
        #expect(try export(exported) == [exported])
        let text = String(decoding: exported, as: UTF8.self)
        #expect(text.contains("\"passwordHash\": \"$scrypt$") && !text.contains("hunter2"))
        for member in ["recoveryCode", "mfaToken", "totpMfaEnabled", "mfaPolicy", "resetPasswordOnNextLogin"]
        {
            #expect(text.contains("\"\(member)\""), "\(member)")
        }
    }

    @Test("A seed export refuses a main department the user is no member of")
    func foreignMainDepartment() throws {
        let seed = #"""
            {"userPools": [{"id": "p", "name": "P", "users": [{"userId": "u", "mainDepartmentId": "d"}],
            "organizations": [{"organizationCode": "o", "organizationName": "O", "departmentId": "d"}]}]}
            """#
        #expect {
            _ = try export(Array(seed.utf8))
        } throws: {
            "\($0)".contains("userPools[0].users[0].mainDepartmentId")
        }
    }
}
