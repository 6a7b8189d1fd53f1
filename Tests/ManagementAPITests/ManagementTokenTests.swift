import Bytes
import Foundation
import Testing

@testable import Contract
@testable import ManagementAPI

/// Tokens as JWT libraries and the Python SDKs read them.
@Suite("Management token")
struct ManagementTokenTests {
    private static let secret = [UInt8](0..<32)
    /// Made by Python's hmac and base64 from the token below and the secret above.
    private static let vector =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
        + "eyJ0b2tlbl90eXBlIjoibWFuYWdlbWVudF90b2tlbiIsInNjb3BlZF91c2VycG9vbF9pZCI6IjU5Zjg2YjQ4MzJlYjI4MDcxYmRkOTIx"
        + "NCIsImFjY2Vzc19rZXlfdHlwZSI6InVzZXJwb29sIiwiYWNjZXNzX2tleV9pZCI6IktFWSIsImlhdCI6MTcxNDk3OTI4OSwiZXhwIjox"
        + "NzE0OTg2NDg5fQ.Tn-bExQn0VX5MoIylKanCVTQK2RgCgMDh6RXre5xahg"
    private static let token = ManagementToken(
        userPoolId: "59f86b4832eb28071bdd9214", accessKeyId: "KEY", issuedAt: 1_714_979_289,
        expiresAt: 1_714_986_489)

    private func read(_ text: String) -> ManagementToken? { ManagementToken(unverified: Array(text.utf8)) }

    @Test("A management token has the signature of an independent implementation")
    func agrees() {
        #expect(Self.token.signed(with: Self.secret) == Self.vector)
        #expect(ManagementToken.isSigned(Array(Self.vector.utf8), with: Self.secret))
    }

    @Test("A management token is read as it was written")
    func roundTrip() throws {
        let token = try #require(read(Self.token.signed(with: Self.secret)))
        #expect(token.userPoolId == Self.token.userPoolId)
        #expect(token.accessKeyId == Self.token.accessKeyId)
        #expect(token.issuedAt == Self.token.issuedAt)
        #expect(token.expiresAt == Self.token.expiresAt)
    }

    @Test(
        "A management token has a payload that the standard base64 alphabet reads too, whatever the ids",
        arguments: [
            ">?~", "~~~~", "????", ">>>>", "a?b>c~d", "用户池", "😀 é \u{7f}", #"quote " back \ slash /"#,
            "\u{1}\n\t", "\u{10ffff}\u{ffff}",
        ])
    func standardAlphabet(id: String) throws {
        // Every place of the id within a group of three bytes.
        for shift in 0..<3 {
            let id = String(repeating: "x", count: shift) + id
            let text = ManagementToken(userPoolId: id, accessKeyId: id, issuedAt: 1, expiresAt: 2)
                .signed(with: Self.secret)
            let payload = String(text.split(separator: ".")[1])
            let padding = String(repeating: "=", count: (4 - payload.count % 4) % 4)
            let decoded = try #require(Data(base64Encoded: payload + padding))
            let claims = try #require(try JSONSerialization.jsonObject(with: decoded) as? [String: Any])
            #expect(claims["scoped_userpool_id"] as? String == id)
            #expect(claims["access_key_id"] as? String == id)
            #expect(claims["token_type"] as? String == "management_token")
            #expect(claims["access_key_type"] as? String == "userpool")
            #expect(read(text)?.userPoolId == id)
        }
    }

    @Test("A management token with a changed byte is refused")
    func tampered() {
        for index in Self.vector.utf8.indices.indices {
            var bytes = Array(Self.vector.utf8)
            let offset = Self.vector.utf8.distance(from: Self.vector.utf8.startIndex, to: index)
            bytes[offset] = bytes[offset] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(!ManagementToken.isSigned(bytes, with: Self.secret), "byte \(offset)")
        }
    }

    @Test("A management token is not signed by another pool's secret")
    func otherSecret() {
        #expect(!ManagementToken.isSigned(Array(Self.vector.utf8), with: [UInt8](1..<33)))
    }

    @Test(
        "A management token with another header is refused, however well it is signed",
        arguments: [
            #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"HS512","typ":"JWT"}"#, #"{"typ":"JWT","alg":"HS256"}"#,
            "{}",
        ])
    func otherAlgorithm(header: String) {
        let encoded = String(decoding: Base64.encode(Array(header.utf8), .url), as: UTF8.self)
        let payload = Self.vector.split(separator: ".")[1]
        for signature in ["", Self.vector.split(separator: ".")[2]] {
            #expect(read("\(encoded).\(payload).\(signature)") == nil)
        }
    }

    @Test(
        "A text that is no management token is refused",
        arguments: [
            "", ".", "..", "a.b.c", "e30.e30.e30", vector + ".", vector + ".e30", "." + vector,
            String(vector.split(separator: ".")[0]), " " + vector,
        ])
    func noToken(text: String) {
        #expect(read(text) == nil)
    }

    @Test(
        "A management token without a claim, or with one of another type, is refused",
        arguments: [
            #"{"scoped_userpool_id":"p","access_key_id":"k","iat":1}"#,
            #"{"scoped_userpool_id":"p","access_key_id":"k","exp":1}"#,
            #"{"scoped_userpool_id":"p","iat":1,"exp":2}"#, #"{"access_key_id":"k","iat":1,"exp":2}"#,
            #"{"scoped_userpool_id":"p","access_key_id":"k","iat":1,"exp":"2"}"#,
            #"{"scoped_userpool_id":1,"access_key_id":"k","iat":1,"exp":2}"#, "[]", "null", "{",
        ])
    func claims(payload: String) {
        let header = Self.vector.split(separator: ".")[0]
        let encoded = String(decoding: Base64.encode(Array(payload.utf8), .url), as: UTF8.self)
        #expect(read("\(header).\(encoded).e30") == nil)
    }
}
