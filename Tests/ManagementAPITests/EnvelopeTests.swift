import Bytes
import HTTP
import JSON
import Testing

@testable import Contract
@testable import Directory
@testable import ManagementAPI

/// The envelope of every reply, byte for byte.
@Suite("Envelope")
struct EnvelopeTests {
    private static let idText = "5d2f3a1b-0c4e-4f6a-8b7d-9e0f1a2b3c4d"

    private let id: UUIDBytes

    init() throws {
        id = try #require(UUIDBytes(Self.idText))
    }

    private func failure(_ error: APIError, _ language: Language = .english) -> String {
        String(decoding: Envelope.failure(error, requestId: id, language: language), as: UTF8.self)
    }

    @Test("The envelope has statusCode, message, requestId and data on success, in this order")
    func success() {
        let bytes = Envelope.success(message: "Success", requestId: id) { $0.isSuccess() }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"statusCode":200,"message":"Success","requestId":"\#(Self.idText)","data":{"success":true}}"#
        )
    }

    @Test(
        "The envelope has statusCode, message, apiCode and requestId on failure, in this order, and no data")
    func failureWithCode() {
        #expect(
            failure(UserError.notFound(id: "u").answer)
                == #"{"statusCode":404,"message":"User does not exist","apiCode":2004,"requestId":"\#(Self.idText)"}"#
        )
        #expect(
            failure(UserError.notFound(id: "u").answer, .simplifiedChinese)
                == #"{"statusCode":404,"message":"用户不存在","apiCode":2004,"requestId":"\#(Self.idText)"}"#)
    }

    @Test("The envelope has no apiCode where none is known")
    func failureWithoutCode() {
        #expect(
            failure(GroupError.notFound.answer)
                == #"{"statusCode":404,"message":"Group does not exist","requestId":"\#(Self.idText)"}"#)
    }

    @Test(
        "The envelope repeats what a caller sent as it came",
        arguments: ["額！ ", " ", "", "a\"b\\", "\u{1}\n", "😀"])
    func rawValue(code: String) throws {
        let text = failure(OrganizationError.notFound(code: code).answer, .simplifiedChinese)
        let envelope = try Document(parsing: Array(text.utf8)).root
        #expect(envelope["message"]?.string == "organization not found for code: \(code)")
    }

    @Test(
        "The envelope has HTTP status 200 whatever the outcome, unless the request never reaches the service")
    func status() {
        let service: [APIError] = [
            .invalidParameters(["a"]), GroupError.notFound.answer, UserError.notFound(id: "a").answer,
            OrganizationError.notFound(code: "a").answer, DepartmentError.notFound(id: "a").answer,
            .notSignedIn, .userPoolNotFound, .wrongSecret, .signatureMismatch,
        ]
        for error in service {
            #expect(Envelope.response(error, requestId: id, language: .english).status == 200)
        }
        let own: [(APIError, Int)] = [(.notEmulated(field: "a", of: "/b"), 501), (.internalError, 500)]
        for (error, status) in own {
            #expect(Envelope.response(error, requestId: id, language: .english).status == status)
            #expect(error.message.text(in: .simplifiedChinese).hasPrefix("(("))
            #expect(error.apiCode == nil)
        }
    }

    @Test("The envelope of each refusal of credentials has the code of the public list")
    func codes() {
        let codes: [(APIError, Int, Int?)] = [
            (.notSignedIn, 401, 2020), (.userPoolNotFound, 404, 2224), (.wrongSecret, 401, nil),
            (.signatureMismatch, 401, 1300), (.signatureMethod, 401, 1301), (.signatureVersion, 401, 1302),
            (.dateFormat, 401, 1303), (.dateMissing, 401, 1304), (.clockSkew, 401, 1305),
            (.nonceUsed, 401, 1306),
        ]
        for (error, statusCode, apiCode) in codes {
            #expect(error.statusCode == statusCode && error.apiCode == apiCode)
        }
    }
}
