import Bytes
import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// Reading the `Authorization` field.
@Suite("Credentials")
struct CredentialsTests {
    /// The credentials of a request as text, since a view ends with its request.
    private func read(_ field: String?, and others: [(name: String, value: String)] = []) throws -> String {
        let headers = (field.map { [("Authorization", $0)] } ?? []) + others
        return try RequestText.get("/", headers: headers).lend { request in
            switch Credentials(of: request.headers) {
            case .none: "none"
            case .unreadable: "unreadable"
            case .token(let token): "token \(token.string ?? "?")"
            case .signature(let id, let signature): "key \(id) signature \(signature.string ?? "?")"
            }
        }
    }

    @Test(
        "The credentials reader accepts a token bare and after Bearer",
        arguments: [
            ("a.b.c", "token a.b.c"), ("Bearer a.b.c", "token a.b.c"), ("bearer   a.b.c", "token a.b.c"),
            ("BEARER a.b.c", "token a.b.c"), ("Bearer a b", "token a b"),
        ])
    func token(field: String, expected: String) throws {
        #expect(try read(field) == expected)
    }

    @Test(
        "The credentials reader accepts a signature of either brand, in any case",
        arguments: ["authing", "GenAuth", "genauth", "AUTHING", "Authing"])
    func signature(scheme: String) throws {
        #expect(try read("\(scheme) KEY:c2ln=") == "key KEY signature c2ln=")
    }

    @Test("The credentials reader ends the access key's id at the last colon")
    func colons() throws {
        #expect(try read("authing a:b:c2ln") == "key a:b signature c2ln")
        #expect(try read("authing :") == "key  signature ")
    }

    @Test(
        "The credentials reader treats a missing and an empty field as no credentials", arguments: [nil, ""])
    func none(field: String?) throws {
        #expect(try read(field) == "none")
    }

    @Test(
        "The credentials reader cannot read other schemes, nor a signature without a colon",
        arguments: ["Basic YTpi", "authing KEY", "Digest x"])
    func unreadable(field: String) throws {
        #expect(try read(field) == "unreadable")
    }

    @Test(
        "The credentials reader uses the field alone, because the Java SDK sends signature headers with its token"
    )
    func java() throws {
        let headers = [("x-authing-signature-method", "HMAC-SHA1"), ("date", "1714979289000")]
        #expect(try read("a.b.c", and: headers) == "token a.b.c")
        #expect(try read(nil, and: headers) == "none")
    }
}
