/// The rules for e-mail addresses: they are compared, stored and returned in lower case (users.md, getUser tests).
public enum EmailAddress {
    /// The form in which an address is stored.
    public static func normalized(_ address: String) -> String {
        address.lowercased()
    }

    /// Whether a text has the form of an address: a name, one `@`, and a domain of two or more labels.
    ///
    /// `test1@qqq` is refused by the service.
    public static func isWellFormed(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            return false
        }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}

/// The rules for phone numbers.
public enum PhoneNumber {
    /// Whether a text may be a phone number: digits with an optional leading `+`, and blanks, hyphens and parentheses
    /// between them.
    ///
    /// The service looks up `212-456-1111` but refuses `1234567890#` (users.md, getUser tests).
    public static func isWellFormed(_ text: String) -> Bool {
        var digits = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "+") where index == 0: continue
            case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: return false
            }
        }
        return digits > 0
    }
}
