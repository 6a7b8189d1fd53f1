import Contract
import Fuzzer
import HTTP
import JSON

@testable import ManagementAPI

/// Makes the text to sign of whatever request the parser lets through: it must not trap, and a text that is
/// made twice must be the same.
@main
struct FuzzSignature {
    static func main() {
        fuzz { start, count in
            let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
            _ = try? RequestParser.withRequest(bytes) { request in
                guard let parameters = try? RequestParameters(of: request) else { return }
                let signed = StringToSign(request, parameters: parameters, declaration: declaration)
                precondition(candidates(of: signed) == candidates(of: signed), "the text is not determined")
                precondition(!signed.forLog.isEmpty)
            }
            return 0
        }
    }
}

private let declaration = OperationDeclaration(
    .get, "get-group", fields: [Field.text("code"), Field.flag("withCustomData")])

private func candidates(of signed: StringToSign) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    let found = signed.headers(among: signed.headers) {
        texts.append($0)
        return false
    }
    precondition(found == nil && (signed.headers.isEmpty || !texts.isEmpty) && texts.count < 1_000)
    return texts
}
