internal import PoolEngine

extension PoolHook.Occasion {
    /// The definition of a field is about to be deleted.
    ///
    /// The subject's id is the key of the field.
    static func customFieldDeleted(of target: CustomField.Target) -> Self {
        Self("custom field of \(target.rawValue) is deleted")
    }
}
