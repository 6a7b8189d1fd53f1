/// How credentials are checked.
public enum AuthenticationMode: String, CaseIterable, Sendable {
    /// As by the service.
    case strict
    /// Not at all; credentials only choose the user pool.
    case off
}
