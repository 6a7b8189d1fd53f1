/// A way in which clients are known to sign a text other than that of the service.
struct SignatureMistake {
    /// The part of the text that is different; mistakes of one part are not combined.
    enum Part {
        case method, headers, path, parameters, lines
    }

    let part: Part
    /// What the client does, in English, as in "the query is left out".
    let summary: String
    /// Makes the mistake.
    let apply: (inout SignedText) -> Void

    init(_ part: Part, _ summary: String, apply: @escaping (inout SignedText) -> Void) {
        self.part = part
        self.summary = summary
        self.apply = apply
    }
}

extension SignatureMistake {
    /// The known mistakes with a request.
    static func all(_ request: SignedRequest) -> [SignatureMistake] {
        methods(request) + paths(request) + headers(request) + lines + parameters(request)
    }

    private static func methods(_ request: SignedRequest) -> [SignatureMistake] {
        let others = ["GET", "POST", "HEAD"].filter { $0 != request.method }
        return others.map { other in
            SignatureMistake(.method, "the method is \(other)") { $0.method = other }
        } + [
            SignatureMistake(.method, "the method is in small letters") {
                $0.method = $0.method.lowercased()
            },
            SignatureMistake(.method, "the method is left out") { $0.method = "" },
        ]
    }

    private static func paths(_ request: SignedRequest) -> [SignatureMistake] {
        let start = "/api/v3/"
        return [
            SignatureMistake(.path, "the path has the scheme and the host before it") {
                $0.path = "http://\(request.host)\($0.path)"
            },
            SignatureMistake(.path, "the path has https and the host before it") {
                $0.path = "https://\(request.host)\($0.path)"
            },
            SignatureMistake(.path, "the path has the host before it") { $0.path = request.host + $0.path },
            SignatureMistake(.path, "the path is without /api/v3") {
                if $0.path.hasPrefix(start) { $0.path = "/" + $0.path.dropFirst(start.count) }
            },
            SignatureMistake(.path, "the path is without /api/v3/") {
                if $0.path.hasPrefix(start) { $0.path = String($0.path.dropFirst(start.count)) }
            },
            SignatureMistake(.path, "the path is without its first slash") {
                $0.path = String($0.path.drop { $0 == "/" })
            },
            SignatureMistake(.path, "the path has a slash at its end") { $0.path += "/" },
            SignatureMistake(.path, "the path is left out") { $0.path = "" },
        ]
    }

    private static func headers(_ request: SignedRequest) -> [SignatureMistake] {
        let signed = request.signedHeaders
        let without = signed.map { name in
            SignatureMistake(.headers, "the header \(name) is left out") {
                $0.lines.removeAll { $0.name == name }
            }
        }
        let with = request.otherHeaders.map { other in
            SignatureMistake(.headers, "the header \(other.name.lowercased()) is in it") { text in
                text.lines.append((other.name.lowercased(), other.value))
                text.lines.sort { $0.name < $1.name }
            }
        }
        func reordered(_ text: inout SignedText, _ name: (String) -> String) {
            let places = Dictionary(
                request.headers.enumerated().map { ($1.name.lowercased(), (place: $0, name: $1.name)) },
                uniquingKeysWith: { first, _ in first })
            text.lines.sort { (places[$0.name]?.place ?? 0) < (places[$1.name]?.place ?? 0) }
            text.lines = text.lines.map { (name(places[$0.name]?.name ?? $0.name), $0.value) }
        }
        return [
            SignatureMistake(.headers, "the headers are left out") { $0.lines = [] },
            SignatureMistake(.headers, "the headers are in the order sent instead of that of their names") {
                reordered(&$0) { $0.lowercased() }
            },
            SignatureMistake(.headers, "the names of the headers have their capitals") { text in
                let order = text.lines.map(\.name)
                reordered(&text) { $0 }
                text.lines.sort { first, second in
                    (order.firstIndex(of: first.name.lowercased()) ?? 0)
                        < (order.firstIndex(of: second.name.lowercased()) ?? 0)
                }
            },
            SignatureMistake(.headers, "a blank follows the colon of each header") { $0.colon = ": " },
        ] + without + with
    }

    private static var lines: [SignatureMistake] {
        [
            SignatureMistake(.lines, "lines end with CR LF") { $0.lineEnd = "\r\n" },
            SignatureMistake(.lines, "a line feed is at the end") { $0.end += "\n" },
            SignatureMistake(.lines, "an empty line is before the path") { $0.beforePath = "\n" },
            SignatureMistake(.lines, "line feeds are left out") { $0.lineEnd = "" },
        ]
    }
}
