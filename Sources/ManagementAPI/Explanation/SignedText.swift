internal import JSON
internal import Journal

/// A text that a client may have signed, in parts, so that a part can be replaced by what a mistaken client signs.
struct SignedText {
    /// A line of a header: its name and its value.
    typealias Line = (name: String, value: String)

    /// A parameter: its text is usually `name=value`.
    struct Parameter {
        let name: String
        var text: String
        /// Whether its value is not shown.
        let isSecret: Bool
    }

    var method: String
    /// What follows the method and each header.
    var lineEnd = "\n"
    var lines: [Line]
    /// What is between the name and the value of a header.
    var colon = ":"
    /// What is between the headers and the path.
    var beforePath = ""
    var path: String
    var parameters: [Parameter]
    /// What follows the parameters.
    var end = ""
    /// Whether the end has the values of secret parameters.
    private var hasSecretEnd = false

    init(method: String, lines: [Line], path: String, parameters: [Parameter]) {
        self.method = method
        self.lines = lines
        self.path = path
        self.parameters = parameters
    }

    /// Replaces the parameters by another text with their values.
    mutating func replaceParameters(by text: String) {
        hasSecretEnd = parameters.contains(where: \.isSecret)
        parameters = []
        end = text
    }

    /// The text.
    ///
    /// - Parameter hidesSecrets: whether the values of secret parameters are replaced.
    /// - Returns: the text.
    func text(hidesSecrets: Bool) -> String {
        var text = method + lineEnd
        for line in lines {
            let value = hidesSecrets && Redaction.isSecret(line.name) ? Redaction.mark : line.value
            text += line.name + colon + value + lineEnd
        }
        text += beforePath + path
        for (index, parameter) in parameters.enumerated() {
            text += index == 0 ? "?" : "&"
            text +=
                hidesSecrets && parameter.isSecret ? "\(parameter.name)=\(Redaction.mark)" : parameter.text
        }
        return text + (hidesSecrets && hasSecretEnd ? Redaction.mark : end)
    }
}

extension StringToSign {
    /// The texts of which a signature is valid, that of the Node SDKs first; without those for absent parameters.
    ///
    /// - Parameter body: the object of the body, if there is one.
    /// - Returns: the texts, at least one.
    func accepted(_ body: Value?) -> [SignedText] {
        let forms = ([parameters.items] + parameters.variants).map { items in
            items.map { name, text in
                let hidesPart = body?[name].map { Redaction.hidesPart(of: $0) } ?? false
                return SignedText.Parameter(
                    name: name, text: text, isSecret: Redaction.isSecret(name) || hidesPart)
            }
        }
        var texts: [SignedText] = []
        for set in headers {
            for path in paths {
                for form in forms {
                    texts.append(SignedText(method: method, lines: set.parts, path: path, parameters: form))
                }
                guard parameters.items.isEmpty, var text = texts.last else { continue }
                text.end = "?"
                texts.append(text)
            }
        }
        return texts
    }
}
