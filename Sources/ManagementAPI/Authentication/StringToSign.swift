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
    private let headerSections: [[UInt8]]
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
        return String(
            decoding: text(headers: headerSections[0], resource: Self.resource(path, items)), as: UTF8.self)
    }

    /// Whether any candidate passes a test.
    func contains(where isSigned: ([UInt8]) -> Bool) -> Bool {
        for headers in headerSections {
            if isSigned(text(headers: headers, resource: Self.resource(path, parameters.items))) {
                return true
            }
            for items in parameters.variants {
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

    private func text(headers: [UInt8], resource: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(method.utf8.count + 1 + headers.count + resource.utf8.count)
        text.append(contentsOf: method.utf8)
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: headers)
        text.append(contentsOf: resource.utf8)
        return text
    }

    private static func resource(_ path: String, _ items: [CanonicalParameters.Item]) -> String {
        items.isEmpty ? path : path + "?" + items.map(\.text).joined(separator: "&")
    }

    /// The header lines: of one brand's prefix when only that is there, else of both and then of each.
    private static func headerSections(of headers: Headers) -> [[UInt8]] {
        let dates = lines(of: headers) { $0.equals(ignoringCase: "date") }
        let authing = lines(of: headers) { $0.hasPrefix(ignoringCase: "x-authing-") }
        let genauth = lines(of: headers) { $0.hasPrefix(ignoringCase: "x-genauth-") }
        let both = section(dates + authing + genauth)
        guard !authing.isEmpty && !genauth.isEmpty else { return [both] }
        return [both, section(dates + authing), section(dates + genauth)]
    }

    /// The headers whose names pass a test.
    private static func lines(
        of headers: Headers, where isSigned: (ByteView) -> Bool
    ) -> [(name: ByteView, value: ByteView)] {
        var lines: [(name: ByteView, value: ByteView)] = []
        for header in headers where isSigned(header.name) { lines.append(header) }
        return lines
    }

    /// A line `name:value` for each header, in the order of the names in lower case.
    ///
    /// Names are ASCII, where the order of bytes is that of UTF-16 code units. A tab in a value stands as a blank; the
    /// other controls the SDKs replace cannot be received.
    private static func section(_ headers: [(name: ByteView, value: ByteView)]) -> [UInt8] {
        var section: [UInt8] = []
        for header in headers.sorted(by: { $0.name.precedes(ignoringCase: $1.name) }) {
            for byte in header.name { section.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
            section.append(UInt8(ascii: ":"))
            for byte in header.value.trimmed {
                section.append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte)
            }
            section.append(UInt8(ascii: "\n"))
        }
        return section
    }
}
