internal import Contract
internal import JSON
internal import PoolEngine

/// A definition in replies (`CustomFieldDto`).
struct CustomFieldDto {
    let field: CustomField

    /// Writes the object.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("targetType", field.target.rawValue)
        writer.member("createdAt", field.createdAt?.iso8601)
        writer.member("dataType", field.dataType.rawValue)
        writer.member("key", field.name)
        writer.member("label", field.label ?? field.name)
        writer.member("description", field.description)
        writer.member("encrypted", field.encrypted)
        writer.member("isUnique", field.isUnique)
        writer.member("userEditable", field.userEditable)
        writer.member("visibleInAdminConsole", field.visibleInAdminConsole)
        writer.member("visibleInUserCenter", field.visibleInUserCenter)
        writer.i18n(field.i18n, as: "label")
        writer.name("options")
        writer.array(field.options) { option, writer in
            writer.beginObject()
            writer.member("value", option.value)
            writer.member("label", option.label ?? option.value)
            writer.endObject()
        }
        writer.endObject()
    }
}

extension Writer {
    /// Writes definitions as a list.
    mutating func customFields(_ fields: [CustomField]) {
        array(fields) { CustomFieldDto(field: $0).write(to: &$1) }
    }

    /// Writes a page of the definitions that match a query (`ListCustomFieldsDto`).
    ///
    /// The count includes all pages.
    mutating func customFields(_ fields: [CustomField], page: Page) {
        beginObject()
        name("count")
        beginObject()
        member("all", Int64(fields.count))
        member("userVisible", Int64(fields.count { $0.visibleInUserCenter }))
        member("adminVisible", Int64(fields.count { $0.visibleInAdminConsole }))
        endObject()
        name("list")
        customFields(Array(page.entries(of: fields)))
        endObject()
    }
}
