import Testing

@testable import Directory
@testable import PoolEngine

@Suite("Text fields of users")
struct UserAttributeTests {
    @Test("numbers the fields in the order of their declaration")
    func index() {
        #expect(UserAttribute.allCases.map(\.index) == Array(UserAttribute.allCases.indices))
    }

    @Test("keeps the value of each field apart from the others")
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

    @Test("writes and reads every field through the database", arguments: UserAttribute.allCases)
    func stored(attribute: UserAttribute) throws {
        let world = try World()
        var user = NewUser()
        user.userId = "u"
        user.attributes[attribute] = "value@of.it"
        try world.users.create(user)
        let found = try world.users.find("u").attributes
        for other in UserAttribute.allCases {
            #expect(found[other] == user.attributes[other])
            #expect(found.isNull(other) == (other != attribute))
        }
    }
}
