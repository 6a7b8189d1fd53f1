public import JSON

extension RetryPolicy {
    /// Reads an object with `enabled` and, if wanted, `count`, `delay` and `delayUnit`.
    ///
    /// - Throws: `WebhookError`.
    public init(_ value: Value) throws(WebhookError) {
        guard value.kind == .object else { throw Self.error("", "must be an object") }
        guard let isEnabled = value["enabled"]?.bool else {
            throw Self.error(".enabled", "must be true or false")
        }
        self.init(isEnabled: isEnabled)
        for (name, member) in value.members {
            switch name.string {
            case "enabled": break
            case "count":
                guard let number = member.int64, (0...Int64(Self.mostRetries)).contains(number) else {
                    throw Self.error(".count", "must be from 0 to \(Self.mostRetries)")
                }
                count = Int(number)
            case "delay":
                guard let number = member.int64, (0...Int64(Self.longestDelay)).contains(number) else {
                    throw Self.error(".delay", "must be from 0 to \(Self.longestDelay)")
                }
                delay = Int(number)
            case "delayUnit":
                guard let unit = member.string.flatMap(Unit.init) else {
                    let known = Unit.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Self.error(".delayUnit", "must be one of \(known)")
                }
                self.unit = unit
            default:
                throw Self.error(
                    ".\(name.string ?? "")", "unknown field; known here: enabled, count, delay, delayUnit")
            }
        }
    }

    /// Writes the object.
    public func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("enabled", isEnabled)
        writer.member("count", Int64(count))
        writer.member("delay", Int64(delay))
        writer.member("delayUnit", unit.rawValue)
        writer.endObject()
    }

    private static func error(_ member: String, _ reason: String) -> WebhookError {
        WebhookError(property: "retryConfig\(member)", reason: reason)
    }
}
