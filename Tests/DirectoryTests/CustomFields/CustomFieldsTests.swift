import JSON
import PoolTestSupport
import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Custom fields")
struct CustomFieldsTests {
    private let fixture: Fixture
    private var fields: CustomFields { fixture.users.customFields }

    init() throws {
        fixture = try Fixture()
        try fixture.makeUsers("u1")
        try fixture.makeGroup("g")
        try fixture.roles.create(NewRole(code: "r"))
        try fixture.makeDepartment("d", below: try fixture.makeOrganization("o"))
    }

    private func values(_ text: String) throws -> [CustomFieldValue] {
        let root = try Document(parsing: Array(text.utf8)).root
        return root.members.map {
            CustomFieldValue(name: $0.name.string ?? "", value: $0.value.isNull ? nil : $0.value)
        }
    }

    private func changes(_ type: CustomField.DataType?, isUnique: Bool? = nil) -> CustomFieldChanges {
        var changes = CustomFieldChanges()
        changes.dataType = type
        changes.isUnique = isUnique
        return changes
    }

    @Test("Custom data of each kind of target is kept by one domain", arguments: CustomField.Target.allCases)
    func owners(target: CustomField.Target) {
        let owners = Domain.all.compactMap(\.customData).filter { $0.target == target }
        #expect(owners.count == 1)
        #expect(CustomFields.owner(of: target).target == target)
    }

    @Test("A definition without a type is one of a text")
    func usualType() throws {
        let field = try fields.set("a", of: .user, CustomFieldChanges())
        #expect(field.dataType == .string && field.createdAt == fixture.clock.now)
        #expect(field.visibleInAdminConsole && field.visibleInUserCenter && !field.userEditable)
        #expect(fixture.directory.takeEvents() == [PoolEvent(.customFieldAdded, "a")])
    }

    @Test("A definition that exists keeps what the call does not name")
    func changed() throws {
        var first = changes(.choice)
        first.label = "L"
        first.options = [CustomField.Option(value: "s", label: "Small")]
        _ = try fields.set("a", of: .group, first)
        var second = CustomFieldChanges()
        second.description = "D"
        second.visibleInUserCenter = false
        _ = try fields.set("a", of: .group, second)
        let kept = try #require(try fields.list(of: .group).first)
        #expect(kept.label == "L" && kept.description == "D" && !kept.visibleInUserCenter)
        #expect(kept.options.map(\.value) == ["s"] && kept.dataType == .choice)
    }

    @Test("Type and encryption of a definition cannot be changed")
    func fixed() throws {
        _ = try fields.set("a", of: .user, changes(.number))
        #expect(throws: CustomFieldError.self) { try fields.set("a", of: .user, changes(.string)) }
        var encrypted = CustomFieldChanges()
        encrypted.encrypted = true
        #expect(throws: CustomFieldError.self) { try fields.set("a", of: .user, encrypted) }
        #expect(try fields.set("a", of: .user, changes(.number)).dataType == .number)
    }

    @Test("A definition cannot have the key of a built-in field of users; other targets have none")
    func builtIn() throws {
        #expect(throws: CustomFieldError.self) { try fields.set("nickname", of: .user, CustomFieldChanges()) }
        _ = try fields.set("nickname", of: .group, CustomFieldChanges())
    }

    @Test("Only texts and numbers can be unique", arguments: CustomField.DataType.allCases)
    func unique(type: CustomField.DataType) throws {
        let mayBe = type == .string || type == .number
        let made = try? fields.set("a", of: .user, changes(type, isUnique: true))
        #expect((made != nil) == mayBe)
    }

    @Test(
        "Values are set one by one, and null removes one",
        arguments: [(CustomField.Target.user, "u1"), (.group, "g"), (.department, "d"), (.role, "r")])
    func values(target: CustomField.Target, id: String) throws {
        try fields.set(values(#"{"a": "1", "b": "2"}"#), of: target, id)
        try fields.set(values(#"{"b": null, "c": [3]}"#), of: target, id)
        #expect(try fields.customData(of: target, id) == #"{"a":"1","c":[3]}"#)
    }

    @Test("The text of a number or truth value is one where the field has that type")
    func texts() throws {
        _ = try fields.set("n", of: .user, changes(.number))
        _ = try fields.set("b", of: .user, changes(.boolean))
        _ = try fields.set("s", of: .user, changes(.string))
        try fields.set(values(#"{"n": "1.5", "b": "true", "s": "1"}"#), of: .user, "u1")
        #expect(try fields.customData(of: .user, "u1") == #"{"n":1.5,"b":true,"s":"1"}"#)
        #expect(throws: CustomFieldError.self) { try fields.set(values(#"{"n": "x"}"#), of: .user, "u1") }
    }

    @Test(
        "Deleting a definition removes the values of its field and of no other",
        arguments: [(CustomField.Target.user, "u1"), (.group, "g"), (.department, "d"), (.role, "r")])
    func deleted(target: CustomField.Target, id: String) throws {
        for name in ["a", #"b"'$.\\"#] { _ = try fields.set(name, of: target, CustomFieldChanges()) }
        try fields.set(values(#"{"a": "1", "b\"'$.\\\\": "2"}"#), of: target, id)
        try fields.delete(#"b"'$.\\"#, of: target)
        #expect(try fields.customData(of: target, id) == #"{"a":"1"}"#)
        #expect(try fields.list(of: target).map(\.name) == ["a"])
        #expect(fixture.directory.takeEvents().last == PoolEvent(.customFieldDeleted, #"b"'$.\\"#))
        try fields.delete("unknown", of: target)
    }

    @Test("Built-in fields are changed in what is shown, and are not custom fields")
    func baseFields() throws {
        var label = CustomFieldChanges()
        label.label = "Nick"
        _ = try fields.setBaseField("nickname", label)
        #expect(try fields.baseFields().first { $0.name == "nickname" }?.label == "Nick")
        #expect(try fields.list(of: .user).isEmpty)
        try fields.set(values(#"{"anything": 1}"#), of: .user, "u1")
        #expect(throws: CustomFieldError.self) { try fields.setBaseField("other", label) }
    }

    @Test("Fields are found by type, visibility, and a part of the key or label in any case")
    func query() throws {
        var label = changes(.number)
        label.label = "Größe"
        label.visibleInUserCenter = false
        _ = try fields.set("size", of: .user, label)
        _ = try fields.set("badge", of: .user, CustomFieldChanges())
        let all = try fields.list(of: .user)
        func names(_ query: CustomFieldQuery) -> [String] { query.matches(among: all).map(\.name) }
        #expect(names(CustomFieldQuery()) == ["size", "badge"])
        #expect(names(CustomFieldQuery(dataType: .number)) == ["size"])
        #expect(names(CustomFieldQuery(userVisible: true)) == ["badge"])
        #expect(names(CustomFieldQuery(adminVisible: false)).isEmpty)
        #expect(names(CustomFieldQuery(keyword: "GRÖ")) == ["size"])
        #expect(names(CustomFieldQuery(keyword: "ADG")) == ["badge"])
    }
}
