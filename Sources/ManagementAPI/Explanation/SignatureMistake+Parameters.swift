internal import HTTP
internal import JSON

/// Mistakes with the parameters of a request.
extension SignatureMistake {
    static func parameters(_ request: SignedRequest) -> [SignatureMistake] {
        let common = [
            SignatureMistake(
                .parameters, request.body == nil ? "the query is left out" : "the body is left out"
            ) { $0.parameters = [] },
            SignatureMistake(
                .parameters, "the parameters are in the order sent instead of that of their names"
            ) { text in
                text.parameters.sort {
                    (request.names.firstIndex(of: $0.name) ?? 0)
                        < (request.names.firstIndex(of: $1.name) ?? 0)
                }
            },
            encoding("the parameters are percent-encoded") { PercentEncoding.encoded(segment: $0) },
            encoding("the parameters are encoded as a form, with + for a blank") {
                PercentEncoding.encoded(segment: $0).split(separator: "%20", omittingEmptySubsequences: false)
                    .joined(separator: "+")
            },
        ]
        return common + (request.body.map { ofBody($0, request.bodyText) } ?? ofQuery(request.query))
    }

    private static func ofQuery(_ query: String?) -> [SignatureMistake] {
        guard let query, !query.isEmpty else { return [] }
        return [
            SignatureMistake(.parameters, "the query is as sent") { $0.replaceParameters(by: "?" + query) }
        ]
    }

    private static func ofBody(_ body: Value, _ text: String) -> [SignatureMistake] {
        let whole = [
            ("", "the body as sent is after the path"), ("?", "the body as sent is after a question mark"),
            ("\n", "the body as sent is on a line of its own"),
        ].map { separator, summary in
            SignatureMistake(.parameters, summary) { $0.replaceParameters(by: separator + text) }
        }
        return whole + nested(body) + [
            SignatureMistake(.parameters, "strings are in quotes") { signed in
                signed.replace(body) { $0.kind == .string ? NestedText().text(of: $0) : nil }
            },
            SignatureMistake(.parameters, "true and false have a capital, as in Python") { signed in
                signed.replace(body) { $0.bool.map { $0 ? "True" : "False" } }
            },
            SignatureMistake(.parameters, "null is left out") { signed in
                signed.parameters.removeAll { body[$0.name]?.isNull == true }
            },
        ]
    }

    /// Mistakes with the values that are objects or arrays.
    private static func nested(_ body: Value) -> [SignatureMistake] {
        [
            rewriting("nested values have no blanks", body) { NestedText().text(of: $0) },
            rewriting(
                "nested values have a blank after each comma and colon, as json.dumps writes them", body
            ) {
                NestedText(blank: " ").text(of: $0)
            },
            rewriting("nested values have their members in the order of the names", body) {
                NestedText(isSorted: true).text(of: $0)
            },
            rewriting("nested values have only ASCII letters, as json.dumps writes them", body) {
                NestedText(blank: " ", isASCII: true).text(of: $0)
            },
            rewriting("nested values are as Python shows lists", body) {
                String(NestedText(blank: " ").text(of: $0).map { $0 == "\"" ? "'" : $0 })
            },
            rewriting("arrays are their elements with commas", body) { value in
                value.elements.map { NestedText().text(of: $0, quotes: false) }.joined(separator: ",")
            },
        ]
    }

    private static func encoding(_ summary: String, _ encode: @escaping (String) -> String)
        -> SignatureMistake
    {
        SignatureMistake(.parameters, summary) { text in
            text.parameters = text.parameters.map { parameter in
                var parameter = parameter
                let value = parameter.text.dropFirst(parameter.name.count + 1)
                parameter.text = "\(encode(parameter.name))=\(encode(String(value)))"
                return parameter
            }
        }
    }

    /// A mistake in the text of objects and arrays.
    private static func rewriting(
        _ summary: String, _ body: Value, _ text: @escaping (Value) -> String
    ) -> SignatureMistake {
        SignatureMistake(.parameters, summary) { signed in
            signed.replace(body) { $0.kind == .object || $0.kind == .array ? text($0) : nil }
        }
    }
}

extension SignedText {
    /// Replaces the values of parameters.
    ///
    /// - Parameters:
    ///   - body: has the values.
    ///   - text: the new text of a value; nil to keep it.
    fileprivate mutating func replace(_ body: Value, by text: (Value) -> String?) {
        parameters = parameters.map { parameter in
            var parameter = parameter
            if let new = body[parameter.name].flatMap(text) { parameter.text = "\(parameter.name)=\(new)" }
            return parameter
        }
    }
}
