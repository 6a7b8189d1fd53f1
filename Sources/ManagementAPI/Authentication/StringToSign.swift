internal import HTTP
internal import JSON

/// The text that a request's signature is made of (auth.md, part b): the method, the signed headers and the resource.
///
/// The SDKs differ in small ways, and what a client signed cannot always be seen from what it sent. So there may be
/// more than one candidate: the first is what the Node SDKs build, and a signature that fits any of them is valid.
struct StringToSign {
    /// Up to this many parameters a GET may have left out are tried as `null`, which makes 2^8 candidates.
    private static let mostAbsentFields = 8

    /// What the names of fields with secrets contain, nested ones included.
    private static let secretWords = [
        "password", "secret", "salt", "token", "privatekey", "otp", "recoverycode", "passcode",
    ]

    private let method: String
    private let headerSections: [String]
    private let path: String
    private let parameters: CanonicalParameters
    /// Declared fields that a GET does not carry; axios drops a `null` that the Node SDKs have signed.
    private let absentFields: [String]

    /// Takes from a request what its signature covers.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - parameters: its parameters.
    ///   - declaration: what is known of the operation.
    init(
        _ request: borrowing Request, parameters: RequestParameters, declaration: OperationDeclaration
    ) {
        method = request.method.rawValue
        path = request.path.string ?? ""
        headerSections = Self.headerSections(of: request.headers)
        self.parameters = CanonicalParameters(parameters)
        switch request.method {
        case .get, .head:
            absentFields = declaration.fields.map(\.name).filter { parameters.source(of: $0) == nil }
        default: absentFields = []
        }
    }

    /// The text the Node SDKs would sign, as a log may show it: values of fields that hold secrets are left out.
    var forLog: String {
        let items = parameters.items.map { item in
            let text = item.text.lowercased()
            let isSecret = Self.secretWords.contains { text.contains($0) }
            return isSecret ? (name: item.name, text: "\(item.name)=(left out)") : item
        }
        return text(headers: headerSections[0], resource: Self.resource(path, items))
    }

    /// Whether any candidate passes a test.
    func contains(where isSigned: (String) -> Bool) -> Bool {
        for headers in headerSections {
            for items in [parameters.items] + parameters.variants {
                if isSigned(text(headers: headers, resource: Self.resource(path, items))) { return true }
            }
            // With nothing but undefined values the Node SDKs leave the question mark standing.
            if parameters.items.isEmpty && isSigned(text(headers: headers, resource: path + "?")) {
                return true
            }
        }
        guard !absentFields.isEmpty, absentFields.count <= Self.mostAbsentFields else { return false }
        for choice in 1..<(1 << absentFields.count) {
            let nulls = absentFields.enumerated().filter { choice >> $0.offset & 1 == 1 }.map {
                (name: $0.element, text: "\($0.element)=null")
            }
            let resource = Self.resource(path, CanonicalParameters.sorted(parameters.items + nulls))
            if isSigned(text(headers: headerSections[0], resource: resource)) { return true }
        }
        return false
    }

    private func text(headers: String, resource: String) -> String {
        "\(method)\n\(headers)\(resource)"
    }

    private static func resource(_ path: String, _ items: [CanonicalParameters.Item]) -> String {
        items.isEmpty ? path : path + "?" + items.map(\.text).joined(separator: "&")
    }

    /// The header lines: of one brand's prefix when only that is there, else of both and then of each.
    private static func headerSections(of headers: Headers) -> [String] {
        let authing = headers.contains { $0.name.hasPrefix(ignoringCase: "x-authing-") }
        let genauth = headers.contains { $0.name.hasPrefix(ignoringCase: "x-genauth-") }
        let both = section(of: headers, prefixes: ["x-authing-", "x-genauth-"])
        guard authing && genauth else { return [both] }
        return [
            both, section(of: headers, prefixes: ["x-authing-"]),
            section(of: headers, prefixes: ["x-genauth-"]),
        ]
    }

    /// A line `name:value` for `date` and each header with a prefix, sorted by name.
    private static func section(of headers: Headers, prefixes: [StaticString]) -> String {
        headers
            .filter { header in
                header.name.equals(ignoringCase: "date")
                    || prefixes.contains { header.name.hasPrefix(ignoringCase: $0) }
            }
            .map { header in
                (name: (header.name.string ?? "").lowercased(), value: value(of: header.value))
            }
            .sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            .map { "\($0.name):\($0.value)\n" }
            .joined()
    }

    /// A header's value with tabs as blanks; the other controls the SDKs replace cannot be received.
    private static func value(of bytes: ByteView) -> String {
        String(
            decoding: bytes.trimmed.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}
