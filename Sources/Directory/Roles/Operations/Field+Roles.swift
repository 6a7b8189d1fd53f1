internal import Contract
internal import PoolEngine

extension Field<String> {
    /// The code of the namespace in list-permission-namespace-roles, of which an empty one breaks two rules.
    static func codeOfRoles(_ name: String, length: ClosedRange<Int>) -> Field {
        let text = Field.text(name, length: length)
        return Field(
            name, text.type, absent: nil, placeholder: "",
            rules: { source in
                let broken = text.brokenRules(in: source)
                return source.text == ""
                    ? broken + ["\(name) must be longer than or equal to 1 characters"] : broken
            }, convert: { text.read($0).isValid ? $0.text : nil })
    }
}

/// A time in a request about roles.
struct RoleTime: Sendable {
    /// The time; nil for never, or for no beginning.
    let moment: Timestamp?
}

extension Field<RoleTime?> {
    /// A time in milliseconds, as a number or as text, since the description has both; nil if absent.
    ///
    /// 0 and the empty text are no time: SDKs send them for fields that are not set.
    ///
    /// - Parameters:
    ///   - name: the name on the wire.
    ///   - type: the type of the description.
    /// - Returns: the field.
    static func roleTime(_ name: String, _ type: FieldType) -> Field {
        Field(name, type, absent: .some(nil), placeholder: nil) { source in
            if source.text == "" { return RoleTime(moment: nil) }
            let digits = source.text.flatMap {
                $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil
            }
            guard let number = source.integer ?? digits, range.contains(number) else { return nil }
            return RoleTime(moment: number == 0 ? nil : Timestamp(milliseconds: Int64(number)))
        }
    }

    /// The times that a reply can have.
    static var range: ClosedRange<Int> { 0...Int(PoolClock.latest.milliseconds) }
}

extension Field<Role.Status?> {
    /// The status of a role, in capitals or, as in the example of the description, in small letters; nil if absent or
    /// empty.
    static func roleStatus(_ names: [String]) -> Field {
        Field("status", .choice(names), absent: .some(nil), placeholder: nil) { source in
            guard let text = source.text else { return nil }
            guard !text.isEmpty else { return .some(nil) }
            return names.contains(text) ? .some(Role.Status(rawValue: text.uppercased())) : nil
        }
    }
}
