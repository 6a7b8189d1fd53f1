/// How callers are checked.
public enum AuthenticationMode: String, CaseIterable, Sendable {
    /// As the service does.
    case strict
    /// Not at all; credentials only tell which user pool is meant.
    case off
}
