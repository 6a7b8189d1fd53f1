import ArgumentParser
import Bytes
import Contract
import HTTP
import ManagementAPI
import PoolEngine

/// `genauth-emulator sign`: writes the signature of a request, and the text that is signed.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a request as the vendor's SDKs do, without a server.",
        discussion: """
            Writes the header fields to send, an empty line, and the text that is signed. With --headers only the fields, as \
            curl -H @- reads them. The access key is that of the options, otherwise of GENAUTH_ACCESS_KEY_ID and _SECRET or \
            AUTHING_ACCESS_KEY_ID and _SECRET.
            """)

    @Argument(help: "GET or POST.")
    var method: SignedMethod

    @Argument(help: "Path with its query, or a URL; as it is sent.")
    var target: SignedTarget

    @Option(help: ArgumentHelp("Body as it is sent, a JSON object; - for standard input.", valueName: "json"))
    var body: String?

    @Option(help: ArgumentHelp("Id of the access key.", valueName: "id"))
    var accessKeyId: Secret?

    @Option(help: ArgumentHelp("Secret of the access key.", valueName: "secret"))
    var accessKeySecret: String?

    @Option(help: ArgumentHelp("Brand in the names of the header fields.", valueName: "brand"))
    var brand = RequestSignature.Brand.authing

    @Option(help: ArgumentHelp("Date of the request; the present if absent.", valueName: "date"))
    var date: FieldText?

    @Option(help: ArgumentHelp("Text that is used once; a random one if absent.", valueName: "text"))
    var nonce: FieldText?

    @Flag(help: "Write the header fields only.")
    var headers = false

    func validate() throws {
        if method == .get, body != nil { throw ValidationError("a GET has no body") }
    }

    func run() throws {
        let environment = Environment.system()
        let id = try Self.key("--access-key-id", accessKeyId?.text, variable: "ACCESS_KEY_ID")
        let secret = try Self.key("--access-key-secret", accessKeySecret, variable: "ACCESS_KEY_SECRET")
        let bytes = body == "-" ? try StandardInput.read() : Array((body ?? "").utf8)
        let signature: RequestSignature?
        do {
            signature = try RequestSignature(
                method == .get ? .get : .post, target.text, body: bytes, accessKeyId: id, secret: secret,
                brand: brand, date: date?.text ?? HTTPDate.text(environment.clock.now.seconds),
                nonce: nonce?.text ?? environment.random.uuid().description)
        } catch {
            let reason = error.message.text(in: .english)
            // Messages that the service would not send are in double parentheses.
            throw UsageError(String(reason.drop { $0 == "(" }.prefix { $0 != ")" }), command: "sign")
        }
        guard let signature else {
            throw UsageError("'\(target.text)' is not a path of HTTP", command: "sign")
        }
        var text = signature.headers.map { "\($0.name): \($0.value)\n" }.joined()
        if !headers { text += "\n\(signature.stringToSign)\n" }
        try StandardOutput.write(Array(text.utf8))
    }

    /// A part of the access key: of an option, otherwise of a variable of either brand.
    private static func key(_ option: String, _ value: String?, variable: String) throws -> String {
        let found =
            value ?? ["GENAUTH", "AUTHING"].lazy.compactMap { Variables.text("\($0)_\(variable)") }.first
        guard let found else {
            throw UsageError(
                "\(option) is missing, and the variables GENAUTH_\(variable) and AUTHING_\(variable) are unset",
                command: "sign")
        }
        return found
    }
}

extension RequestSignature.Brand: WordOption {}

/// A method that SDKs sign.
enum SignedMethod: String, WordOption {
    case get = "GET"
    case post = "POST"
}

/// The path and query of a request, also as a part of a URL.
struct SignedTarget: TextOption {
    let text: String

    init?(argument: String) {
        var rest = argument[...]
        for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count).drop { $0 != "/" }
        }
        guard rest.hasPrefix("/"), rest.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        text = String(rest)
    }

    var description: String { text }
}

/// A text that can be the value of a header field: visible ASCII and blanks.
struct FieldText: TextOption {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty, argument.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
        text = argument
    }

    var description: String { text }
}
