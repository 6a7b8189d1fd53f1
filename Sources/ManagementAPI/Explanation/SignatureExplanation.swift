internal import Bytes
internal import Contract
internal import HTTP
internal import JSON
internal import PoolEngine

/// Explains a signature: what the server signed, and what the client signed if that can be found.
struct SignatureExplanation {
    /// The most characters after the first difference that are shown.
    private static let shownOfDifference = 40

    private let accepted: [SignedText]
    private let reading: SignatureReading?
    /// Whether the signature has a form that can be compared.
    private let isReadable: Bool

    /// Searches for what the client of a request has signed.
    ///
    /// - Parameters:
    ///   - signature: the signature.
    ///   - key: the access key that the request names.
    ///   - others: the other access keys of its user pool.
    ///   - request: the request.
    ///   - parameters: its parameters.
    ///   - declaration: its operation.
    init(
        _ signature: ByteView, of key: AccessKey, others: [AccessKey], _ request: borrowing Request,
        parameters: RequestParameters, declaration: OperationDeclaration
    ) {
        let signed = SignedRequest(request, parameters: parameters)
        let text = StringToSign(request, parameters: parameters, declaration: declaration)
        accepted = text.accepted(signed.body)
        guard let received = ReceivedSignature(signature) else {
            (reading, isReadable) = (nil, false)
            return
        }
        isReadable = true
        var search = SignatureSearch(received, of: key, others: others)
        reading = search.find(accepted, SignatureMistake.all(signed))
    }

    /// Writes the explanation; no secret is in it.
    func write(to writer: inout Writer) {
        let isValid = reading?.mistakes.isEmpty == true
        let server = (isValid ? reading?.text : nil) ?? accepted[0]
        let serverText = server.text(hidesSecrets: true)
        writer.beginObject()
        writer.member("isValid", isValid)
        writer.member("stringToSign", serverText)
        if !isReadable {
            writer.member(
                "form", "the signature is neither HMAC-SHA1 nor HMAC-SHA256, in base64 or hexadecimal")
        }
        if let reading, !isValid {
            writer.name("client")
            writer.beginObject()
            writer.name("mistakes")
            writer.beginArray()
            for mistake in reading.mistakes { writer.string(mistake) }
            writer.endArray()
            let clientText = reading.text.text(hidesSecrets: true)
            writer.member("stringToSign", clientText)
            writeFirstDifference(serverText, clientText, to: &writer)
            writer.endObject()
        }
        writer.endObject()
    }

    /// Writes where two texts differ, in Unicode code points; nothing if what is shown of them is equal.
    private func writeFirstDifference(_ server: String, _ client: String, to writer: inout Writer) {
        let (server, client) = (Array(server.unicodeScalars), Array(client.unicodeScalars))
        let offset = zip(server, client).prefix { $0 == $1 }.count
        guard offset < max(server.count, client.count) else { return }
        func rest(_ text: [UnicodeScalar]) -> String {
            var shown = String.UnicodeScalarView()
            shown.append(contentsOf: text[offset...].prefix(Self.shownOfDifference))
            return String(shown)
        }
        writer.name("firstDifference")
        writer.beginObject()
        writer.member("offset", Int64(offset))
        writer.member("server", rest(server))
        writer.member("client", rest(client))
        writer.endObject()
    }
}
