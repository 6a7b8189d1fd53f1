internal import Contract

/// The texts that a client may have signed for parameters that are absent from a GET (auth.md, "Canonical resource").
///
/// The Node SDKs sign `name=null` for a null and `name=[]` for an empty list, but axios sends neither. The request does
/// not show which fields were signed, so the possible texts are tried: all if they are few, otherwise those with one or
/// two such parameters and the one in which every absent field is `null`.
struct AbsentParameters {
    /// The most texts that are tried for a request: each costs a signature, even for an invalid request.
    static let mostTexts = 256

    /// One parameter in the order of names.
    private enum Slot {
        /// A parameter of the request: its text.
        case present(String)
        /// An absent parameter: the texts that may have been signed, `null` first.
        case absent([String])
    }

    private let slots: [Slot]
    /// The most absent parameters in one text.
    private let most: Int
    /// The number of absent parameters.
    private let count: Int

    /// Finds the fields that are absent from a request.
    ///
    /// - Parameters:
    ///   - items: the parameters of the request.
    ///   - fields: the declared fields that are absent.
    ///   - mostTexts: the most texts to try.
    init(
        beside items: [CanonicalParameters.Item], fields: [any FieldDeclaration],
        mostTexts: Int = Self.mostTexts
    ) {
        let absent = fields.map { field in
            (name: field.name, slot: Slot.absent(["null"] + (field.type.isList ? ["[]"] : [])))
        }
        let all = items.map { (name: $0.name, slot: Slot.present($0.text)) } + absent
        let precedes = CanonicalParameters.order(of: all.lazy.map { $0.name })
        slots = all.sorted { precedes($0.name, $1.name) }.map { name, slot in
            guard case .absent(let values) = slot else { return slot }
            return .absent(values.map { "\(name)=\($0)" })
        }
        count = absent.count
        most = Self.most(fields.map { $0.type.isList ? 2 : 1 }, mostTexts)
    }

    /// How many parameters can be combined without exceeding the most texts to try.
    ///
    /// - Parameters:
    ///   - choices: the number of texts of each parameter.
    ///   - mostTexts: the most texts to try.
    /// - Returns: the number; that of all parameters if all texts are tried.
    private static func most(_ choices: [Int], _ mostTexts: Int) -> Int {
        // texts[n] is how many texts have n parameters.
        var texts = [1]
        for choice in choices {
            let without = texts + [0]
            let with = [0] + texts.map { min($0 * choice, mostTexts + 1) }
            texts = zip(without, with).map { min($0 + $1, mostTexts + 1) }
        }
        if texts.reduce(0, +) <= mostTexts { return choices.count }
        return [2, 1].first { most in texts.prefix(most + 1).reduce(0, +) < mostTexts } ?? 0
    }

    /// Whether any of the possible texts passes a test.
    ///
    /// - Parameters:
    ///   - start: what comes before the parameters.
    ///   - isSigned: the test.
    /// - Returns: whether one passes.
    func contains(after start: [UInt8], where isSigned: ([UInt8]) -> Bool) -> Bool {
        guard count > 0 else { return false }
        var text = start
        func append(_ parameter: String) {
            text.append(text.count == start.count ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            text.append(contentsOf: parameter.utf8)
        }
        func find(from index: Int, chosen: Int, most: Int) -> Bool {
            guard index < slots.count else { return chosen > 0 && isSigned(text) }
            let end = text.count
            defer { text.removeSubrange(end...) }
            switch slots[index] {
            case .present(let parameter):
                append(parameter)
                return find(from: index + 1, chosen: chosen, most: most)
            case .absent(let parameters):
                if find(from: index + 1, chosen: chosen, most: most) { return true }
                for parameter in parameters where chosen < most {
                    append(parameter)
                    if find(from: index + 1, chosen: chosen + 1, most: most) { return true }
                    text.removeSubrange(end...)
                }
                return false
            }
        }
        if find(from: 0, chosen: 0, most: most) { return true }
        guard most < count else { return false }
        for slot in slots {
            switch slot {
            case .present(let parameter): append(parameter)
            case .absent(let parameters): append(parameters[0])
            }
        }
        return isSigned(text)
    }
}
