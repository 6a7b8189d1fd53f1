/// The changes of a field's definition; nil leaves a member unchanged.
struct CustomFieldChanges: Sendable {
    /// The type; it cannot be changed.
    var dataType: CustomField.DataType?
    /// The display name.
    var label: String?
    /// The display names in other languages, JSON text of an object.
    var i18n: String?
    /// The description.
    var description: String?
    /// Whether no two users may have the same value.
    var isUnique: Bool?
    /// Whether the service encrypts its values; it cannot be changed.
    var encrypted: Bool?
    /// Whether users may change their own value.
    var userEditable: Bool?
    /// Whether administrators see it.
    var visibleInAdminConsole: Bool?
    /// Whether users see it.
    var visibleInUserCenter: Bool?
    /// Whether the console hides parts of its values.
    var desensitization: Bool?
    /// The rules of the console as JSON text.
    var validateRules: String?
    /// The ids of applications, JSON text of a list.
    var appIds: String?
    /// All options, replacing the current ones; empty leaves them unchanged.
    var options: [CustomField.Option] = []

    /// The definition after the changes.
    func applied(to field: CustomField) -> CustomField {
        var field = field
        field.label = label ?? field.label
        field.i18n = i18n ?? field.i18n
        field.description = description ?? field.description
        field.isUnique = isUnique ?? field.isUnique
        field.encrypted = encrypted ?? field.encrypted
        field.userEditable = userEditable ?? field.userEditable
        field.visibleInAdminConsole = visibleInAdminConsole ?? field.visibleInAdminConsole
        field.visibleInUserCenter = visibleInUserCenter ?? field.visibleInUserCenter
        field.desensitization = desensitization ?? field.desensitization
        field.validateRules = validateRules ?? field.validateRules
        field.appIds = appIds ?? field.appIds
        if !options.isEmpty { field.options = options }
        return field
    }
}
