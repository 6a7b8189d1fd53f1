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

    /// Whose header a line is.
    private enum Brand {
        case both, authing, genauth

        /// Whose header a name is; nil for one that is not signed.
        init?(_ name: ByteView) {
            if name.hasPrefix(ignoringCase: "x-authing-") {
                self = .authing
            } else if name.hasPrefix(ignoringCase: "x-genauth-") {
                self = .genauth
            } else if name.equals(ignoringCase: "date") {
                self = .both
            } else {
                return nil
            }
        }
    }

    private typealias Line = (brand: Brand, name: ByteView, value: ByteView)

    /// The header lines: of one brand's prefix when only that is there, else of both and then of each.
    private static func headerSections(of headers: Headers) -> [[UInt8]] {
        var lines: [Line] = []
        for header in headers {
            if let brand = Brand(header.name) { lines.append((brand, header.name, header.value)) }
        }
        lines.sort { $0.name.precedes(ignoringCase: $1.name) }
        let brands: [Brand] = [.authing, .genauth].filter { brand in lines.contains { $0.brand == brand } }
        guard brands.count == 2 else { return [section(lines)] }
        return [section(lines)]
            + brands.map { brand in section(lines.filter { $0.brand == .both || $0.brand == brand }) }
    }

    /// A line `name:value` for each header, in the order given: that of the names in lower case.
    ///
    /// Names are ASCII, where the order of bytes is that of UTF-16 code units. A tab in a value stands as a blank; the
    /// other controls the SDKs replace cannot be received.
    private static func section(_ lines: [Line]) -> [UInt8] {
        let capacity = lines.reduce(0) { $0 + $1.name.count + $1.value.count + 2 }
        return [UInt8](unsafeUninitializedCapacity: capacity) { section, count in
            func append(_ byte: UInt8) {
                section.initializeElement(at: count, to: byte)
                count += 1
            }
            for line in lines {
                for byte in line.name { append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
                append(UInt8(ascii: ":"))
                for byte in line.value.trimmed {
                    append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte)
                }
                append(UInt8(ascii: "\n"))
            }
        }
    }
}
