internal import PoolEngine

/// A query of access keys; nil and empty values select all.
public struct AccessKeyQuery: Sendable {
    /// The user the key belongs to.
    public var userId: String?
    /// The tenant the key is for.
    public var tenantId: String?
    /// The kind of key.
    public var type: String?
    /// The statuses to select; unknown names select none.
    public var status: [String] = []

    public init() {}

    /// Whether a key matches.
    func fits(_ key: AccessKey) -> Bool {
        Self.fits(key.userId, userId) && Self.fits(key.tenantId, tenantId) && Self.fits(key.type, type)
            && (status.isEmpty || status.contains(key.status.rawValue))
    }

    private static func fits(_ value: String?, _ wanted: String?) -> Bool {
        guard let wanted, !wanted.isEmpty else { return true }
        return value?.utf8.elementsEqual(wanted.utf8) ?? false
    }
}
