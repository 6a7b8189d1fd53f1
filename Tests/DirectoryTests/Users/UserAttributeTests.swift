import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Text fields of users")
struct UserAttributeTests {
    @Test("The table of a user's text fields numbers them in the order of their declaration")
    func index() {
        #expect(UserAttribute.allCases.map(\.index) == Array(UserAttribute.allCases.indices))
    }

    @Test("A user's text fields keep each value apart from the others")
    func values() {
        var attributes = UserAttributes()
        for attribute in UserAttribute.allCases {
            #expect(attributes[attribute] == nil)
            attributes[attribute] = attribute.rawValue
        }
        for attribute in UserAttribute.allCases { #expect(attributes[attribute] == attribute.rawValue) }
        attributes[.region] = nil
        #expect(attributes[.region] == nil && attributes[.formatted] == "formatted")
    }

    @Test("A user's text fields are written to the database and read back", arguments: UserAttribute.allCases)
    func stored(attribute: UserAttribute) throws {
        let fixture = try Fixture()
        var user = NewUser()
        user.userId = "u"
        user.attributes[attribute] = "value@of.it"
        try fixture.users.create(user)
        let found = try fixture.users.find("u").attributes
        for other in UserAttribute.allCases {
            #expect(found[other] == user.attributes[other])
            #expect(found.isNull(other) == (other != attribute))
        }
    }
}
