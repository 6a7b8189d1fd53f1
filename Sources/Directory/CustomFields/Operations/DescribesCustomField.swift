internal import Contract

/// A request with the display properties of a custom or built-in field.
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
    /// The changes of the display properties.
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
