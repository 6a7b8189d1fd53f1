internal import Bytes
internal import Contract
internal import HTTP
internal import JSON
internal import Journal

/// The string to sign of a request (auth.md, part b): the method, the signed headers and the resource.
///
/// The SDKs differ in small ways, and the request does not always show what a client signed. So there may be several
/// candidates: the first one is that of the Node SDKs, and a signature of any candidate is valid.
struct StringToSign {
    /// After this many bytes in total no further candidate is tried, so that a large body costs little more than one
    /// signature, even in an invalid request.
    private static let mostBytes = 4 << 20

    /// The method as received.
    let method: String
    /// The path as received, then without extra slashes if that differs.
    let paths: [String]
    /// The headers that may have been signed.
    let headers: [SignedHeaders]
    private let received: RequestParameters
    /// The parameters as the SDKs sign them.
    let parameters: CanonicalParameters
    private let declaration: OperationDeclaration

    /// Reads the signed parts of a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - parameters: its parameters.
    ///   - declaration: the operation's declaration.
    init(
        _ request: borrowing Request, parameters: RequestParameters, declaration: OperationDeclaration
    ) {
        method = request.method.rawValue
        let path = request.path.string ?? ""
        // A client may sign the whole path of its base URL or only what it adds to it.
        let whole = request.pathPrefix.isEmpty ? [] : [(request.pathPrefix.string ?? "") + path]
        paths = Self.paths(path, meaning: declaration.path) + whole
        headers = SignedHeaders.candidates(in: request.headers)
        received = parameters
        self.parameters = CanonicalParameters(parameters, declaration: declaration)
        self.declaration = declaration
    }

    /// The paths that a client may have signed.
    ///
    /// With a host that ends in a slash, the SDK sends one more slash than it signed.
    private static func paths(_ path: String, meaning meant: String) -> [String] {
        guard path != meant else { return [path] }
        let withOneSlash = "/" + path.drop { $0 == "/" }
        return withOneSlash == path || withOneSlash == meant ? [path, meant] : [path, withOneSlash, meant]
    }

    /// Finds the headers with which a candidate passes a test.
    ///
    /// - Parameters:
    ///   - sets: some of `headers`.
    ///   - isSigned: the test.
    /// - Returns: the headers of the first candidate that passes; nil if none does.
    func headers(
        among sets: [SignedHeaders], where isSigned: ([UInt8]) -> Bool
    ) -> SignedHeaders? {
        var rest = Self.mostBytes
        var isFirst = true
        func test(_ text: [UInt8]) -> Bool {
            rest -= text.count
            guard isFirst || rest >= 0 else { return false }
            isFirst = false
            return isSigned(text)
        }
        for set in sets where contains(with: set, where: test) { return set }
        guard method == Method.get.rawValue || method == Method.head.rawValue else { return nil }
        let absent = AbsentParameters(
            beside: parameters.items,
            fields: declaration.fields.filter { received.source(of: $0.name) == nil },
            mostTexts: AbsentParameters.mostTexts / max(1, sets.count * paths.count))
        for set in sets {
            for path in paths
            where absent.contains(after: start(with: set) + Array(path.utf8), where: test) { return set }
        }
        return nil
    }

    /// Whether a candidate with these headers passes a test.
    private func contains(with headers: SignedHeaders, where isSigned: ([UInt8]) -> Bool) -> Bool {
        let start = start(with: headers)
        for path in paths {
            if isSigned(text(start, path, parameters.items)) { return true }
            for items in parameters.variants where isSigned(text(start, path, items)) { return true }
            // If all values are undefined, the Node SDKs keep the question mark.
            if parameters.items.isEmpty && isSigned(text(start, path + "?", [])) { return true }
        }
        return false
    }

    private func start(with headers: SignedHeaders) -> [UInt8] {
        var start = Array(method.utf8)
        start.append(UInt8(ascii: "\n"))
        start.append(contentsOf: headers.text)
        return start
    }

    private func text(_ start: [UInt8], _ path: String, _ items: [CanonicalParameters.Item]) -> [UInt8] {
        var text = start
        text.reserveCapacity(items.reduce(start.count + path.utf8.count) { $0 + 1 + $1.text.utf8.count })
        text.append(contentsOf: path.utf8)
        var separator = UInt8(ascii: "?")
        for item in items {
            text.append(separator)
            text.append(contentsOf: item.text.utf8)
            separator = UInt8(ascii: "&")
        }
        return text
    }
}

/// The text as a log may show it.
extension StringToSign {
    /// The most characters of one value, and of the whole text, in the log.
    private static let shownOfValue = 200
    private static let shownInAll = 4_000

    /// Parts of the names of fields with secrets, including nested fields.
    private static let secretWords = SecretNames.parts.map { Array($0.utf8) }

    /// The text that the Node SDKs would sign, shortened: long values are cut, and values of fields and headers with
    /// secrets are omitted.
    var forLog: String {
        var text = method + "\n"
        let lines = headers[0].parts.map { name, value in
            "\(name):\(Redaction.isSecret(name) ? "(left out)" : value)\n"
        }.joined()
        text += Self.beginning(lines, length: Self.shownInAll / 2)
        text += Self.beginning(paths[0], length: Self.shownOfValue)
        for (index, item) in parameters.items.enumerated() {
            guard text.utf8.count < Self.shownInAll else {
                return text + "… (\(parameters.items.count - index) more parameters)"
            }
            text += (index == 0 ? "?" : "&") + Self.shown(item)
        }
        return text
    }

    private static func shown(_ item: CanonicalParameters.Item) -> String {
        let text = beginning(item.text, length: shownOfValue)
        let letters = text.utf8.map(ASCII.lowercased)
        // A secret follows its name, so a part with the secret also contains the name.
        let isSecret = secretWords.contains { word in
            letters.indices.contains { letters[$0...].starts(with: word) }
        }
        return isSecret ? "\(beginning(item.name, length: shownOfValue))=(left out)" : text
    }

    private static func beginning(_ text: String, length: Int) -> String {
        // A character has at most four bytes.
        guard text.utf8.count > length else { return text }
        let shown = String(text.unicodeScalars.prefix(length))
        let rest = text.utf8.count - shown.utf8.count
        return rest == 0 ? text : shown + "… (\(rest) more bytes)"
    }
}
