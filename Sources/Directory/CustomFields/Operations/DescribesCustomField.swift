internal import Contract

/// What a request says of how a custom or built-in field is shown.
protocol DescribesCustomField {
    var key: String { get }
    var label: String? { get }
    var description: String? { get }
    var userEditable: Bool? { get }
    var visibleInAdminConsole: Bool? { get }
    var visibleInUserCenter: Bool? { get }
    var i18n: String? { get }
}

extension DescribesCustomField {
    /// The changes of how the field is shown.
    var shownChanges: CustomFieldChanges {
        var changes = CustomFieldChanges()
        changes.label = label
        changes.description = description
        changes.userEditable = userEditable
        changes.visibleInAdminConsole = visibleInAdminConsole
        changes.visibleInUserCenter = visibleInUserCenter
        changes.i18n = i18n
        return changes
    }
}
