import JSON

@testable import Directory
@testable import PoolEngine

/// Runs the statements of definitions and of the values of fields.
extension EveryStatement {
    func exerciseCustomFields() throws {
        let fields = fixture.users.customFields
        let value = try Document(parsing: Array(#""v""#.utf8)).root
        try fixture.makeUsers("fields-user")
        for (target, id) in [
            (CustomField.Target.user, "fields-user"), (.group, "a"), (.department, "d1"),
        ] {
            var changes = CustomFieldChanges()
            changes.options = [CustomField.Option(value: "o", label: nil)]
            _ = try fields.set("k", of: target, changes)
            _ = try fields.set("k", of: target, changes)
            try fields.set([CustomFieldValue(name: "k", value: value)], of: target, id)
            _ = try fields.customData(of: target, id)
            try fields.delete("k", of: target)
        }
        _ = try fields.setBaseField("nickname", CustomFieldChanges())
        _ = try fields.baseFields()
    }
}
