import PoolTestSupport

@testable import PoolEngine

/// A seed with everything that a seed can say, at random.
struct RandomSeed {
    private let random: SeededRandom
    private var count = 0
    /// What has to be found in an export: each value is there once only.
    private(set) var words: [String] = []

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    private func one<Element>(of elements: [Element]) -> Element { elements[random.below(elements.count)] }

    /// A text as JSON that is like no other.
    private mutating func word() -> String {
        count += 1
        words.append("w\(count)_")
        return "\"w\(count)_\(one(of: ["", " x", "é中", "😀", "\\\"", "\\\\", ":", "/"]))\""
    }

    /// Some of the members, each there or not.
    private mutating func object(_ always: [String], _ maybe: [(inout RandomSeed) -> String]) -> String {
        var members = always
        for member in maybe where random.below(2) == 0 { members.append(member(&self)) }
        return "{\(members.joined(separator: ", "))}"
    }

    private mutating func list(_ most: Int, _ element: (inout RandomSeed) -> String) -> String {
        var elements: [String] = []
        for _ in 0..<random.below(most + 1) { elements.append(element(&self)) }
        return "[\(elements.joined(separator: ", "))]"
    }

    /// A time that is like no other, in the form of an export.
    private mutating func time() -> String {
        count += 1
        let time = Timestamp(milliseconds: 1_500_000_000_000 + Int64(count) * 86_400_123).iso8601
        words.append(time)
        return "\"\(time)\""
    }

    /// Members, some of whom joined at times and places of their own.
    private mutating func members(areOrdered: Bool) -> String {
        list(3) { random in
            let user = random.one(of: ["u1", "u2", "u3"])
            guard random.random.below(2) == 0 else { return "\"\(user)\"" }
            random.count += 1
            let order =
                areOrdered && random.random.below(2) == 0
                ? #", "joinOrder": \#(random.count * 7 % 1_000 + 1_000 * (random.count % 2))"# : ""
            return
                #"{"user": "\#(user)", "joinedAt": "2020-01-0\#(random.random.below(9) + 1)T00:00:00.000Z"\#(order)}"#
        }
    }

    private mutating func users() -> String {
        list(3) { random in "\"\(random.one(of: ["u1", "u2", "u3"]))\"" }
    }

    private mutating func customData() -> String {
        "{\"a\": 1.50, \"b\":[null,true], \"c\": \(word())}"
    }

    private mutating func i18n(_ member: String) -> String {
        let names = object(
            [],
            [
                { #""zh-CN": {"enabled": true, "value": \#($0.word())}"# },
                { #""ja-JP": {"enabled": false, "value": \#($0.word())}"# },
            ])
        return #""i18n": {"\#(member)": \#(names)}"#
    }

    private mutating func identity() -> String {
        count += 1
        return object(
            [#""extIdpId": "s\#(count)", "provider": "azure-ad", "userIdInIdp": \#(word())"#],
            [
                { #""identityId": \#($0.word())"# }, { #""type": \#($0.word())"# },
                { #""userInfoInIdp": \#($0.customData())"# }, { #""accessToken": \#($0.word())"# },
                { #""refreshToken": \#($0.word())"# },
                { #""originConnIds": [\#($0.word()), \#($0.word())]"# },
            ])
    }

    private mutating func relations() -> String {
        let providers = ["lark", "ldap"].map { provider in
            object(
                [#""provider": "\#(provider)", "userIdInIdp": \#(word())"#],
                [
                    { #""userInfoInIdp": \#($0.customData())"# }
                ])
        }
        return #""syncRelations": [\#(providers.joined(separator: ", "))]"#
    }

    private mutating func user(_ id: String) -> String {
        object(
            [#""userId": "\#(id)""#],
            [
                { #""username": \#($0.word())"# }, { #""name": \#($0.word())"# }, { _ in #""gender": "F""# },
                { _ in #""status": "Archived""# }, { #""externalId": \#($0.word())"# },
                { _ in #""nickname": """# },
                { #""customData": \#($0.customData())"# },
                { #""createdAt": \#($0.time()), "updatedAt": \#($0.time()), "lastLogin": \#($0.time())"# },
                { #""statusChangedAt": \#($0.time()), "passwordLastSetAt": \#($0.time())"# },
                { #""userSourceId": \#($0.word()), "loginsCount": 3"# },
                { _ in #""userSourceType": "register""# },
                { random in #""identities": \#(random.list(3) { $0.identity() })"# }, { $0.relations() },
                { #""tenantIds": [\#($0.word()), \#($0.word())]"# },
            ])
    }

    private mutating func department(_ depth: Int) -> String {
        object(
            [#""name": \#(word())"#],
            [
                { #""departmentId": \#($0.word())"# }, { #""code": \#($0.word())"# },
                { #""openDepartmentId": \#($0.word())"# }, { #""customId": \#($0.word())"# },
                { $0.relations() }, { _ in #""isVirtualNode": true"# }, { _ in #""status": false"# },
                { $0.i18n("name") }, { #""leaderUserIds": \#($0.users())"# },
                { #""members": \#($0.members(areOrdered: true))"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
                { #""description": \#($0.word())"# }, { #""customData": \#($0.customData())"# },
                { random in
                    #""children": \#(depth == 0 ? "[]" : random.list(3) { $0.department(depth - 1) })"#
                },
            ])
    }

    private mutating func organization() -> String {
        let code = one(of: ["\"\"", word()])
        if code == "\"\"" { words.removeLast() }
        return object(
            [#""organizationCode": \#(code), "organizationName": \#(word())"#],
            [
                { #""tenantId": \#($0.word())"# }, { _ in #""status": false"# },
                { $0.i18n("organizationName") },
                { #""departmentId": \#($0.word())"# }, { #""openDepartmentId": \#($0.word())"# },
                { #""description": \#($0.word())"# }, { #""customData": \#($0.customData())"# },
                { #""leaderUserIds": \#($0.users())"# }, { #""members": \#($0.members(areOrdered: true))"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
                { random in #""departments": \#(random.list(4) { $0.department(3) })"# },
            ])
    }

    /// Organizations, with two departments that roles may name.
    private mutating func organizations() -> String {
        let known = """
            {"organizationCode": "known", "organizationName": "K", "departments": [
            {"name": "E1", "departmentId": "e1"}, {"name": "E2", "departmentId": "e2"}]}
            """
        let others = list(4) { $0.organization() }.dropFirst()
        return others == "]" ? "[\(known)]" : "[\(known), \(others)"
    }

    private mutating func group() -> String {
        object(
            [#""code": \#(word()), "name": \#(word())"#],
            [
                { #""id": \#($0.word())"# }, { #""description": \#($0.word())"# },
                { #""type": \#($0.word())"# },
                { #""customData": \#($0.customData())"# },
                { #""members": \#($0.members(areOrdered: false))"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
            ])
    }

    private mutating func namespace() -> String {
        count += 1
        words.append("\"n\(count)\"")
        return object(
            [#""code": "n\#(count)""#],
            [
                { #""id": \#(100 + $0.count * 7 % 50)"# }, { #""name": \#($0.word())"# },
                { #""description": \#($0.word())"# }, { _ in #""status": false"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
            ])
    }

    /// Those who hold a role, some of them at times only.
    private mutating func holders(_ name: String, _ ids: [String]) -> String {
        list(3) { random in
            let id = random.one(of: ids)
            guard random.random.below(2) == 0 else { return "\"\(id)\"" }
            let day = random.random.below(9) + 1
            return random.object(
                [#""\#(name)": "\#(id)""#],
                ["enableTime", "endTime", "createdAt", "updatedAt"].map { time in
                    { _ in #""\#(time)": "2020-01-0\#(day)T00:00:00.000Z""# }
                })
        }
    }

    private mutating func role() -> String {
        count += 1
        words.append("\"r\(count)\"")
        return object(
            [#""code": "r\#(count)""#],
            [
                { #""id": \#($0.word())"# }, { _ in #""namespace": "system""# },
                { #""name": \#($0.word())"# },
                { #""description": \#($0.word())"# }, { _ in #""status": "DISABLE""# },
                { #""disableTime": \#($0.time())"# }, { _ in #""enablePermissionApply": false"# },
                { #""customData": \#($0.customData())"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
                { #""users": \#($0.holders("user", ["u1", "u2", "u3"]))"# },
                { #""departments": \#($0.holders("department", ["e1", "e2"]))"# },
            ])
    }

    private mutating func webhook() -> String {
        count += 1
        return object(
            [#""name": "w\#(count)""#, #""url": "http://127.0.0.1:\#(count)""#, #""events": ["a"]"#],
            [
                { #""webhookId": "id\#($0.count)""# }, { _ in #""secret": "s""# },
                { _ in #""enabled": false"# },
                { _ in #""retryConfig": {"enabled": true, "delay": 2}"# },
                { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
            ])
    }

    /// Data resources, and policies about them.
    private mutating func dataPermissions() -> String {
        let structures = [#""x""#, #"["x", "y"]"#, #"[{"code": "a", "name": "A", "children": []}]"#]
        var codes: [String] = []
        let resources = list(4) { random in
            random.count += 1
            codes.append("dr\(random.count)")
            return random.object(
                [#""code": "dr\#(random.count)", "struct": \#(random.one(of: structures))"#],
                [
                    { #""id": "i\#($0.count)""# }, { #""description": \#($0.word())"# },
                    { _ in #""actions": ["get", "put"]"# }, { #""createdAt": \#($0.time())"# },
                    { #""updatedAt": \#($0.time())"# },
                ])
        }
        let policies = list(4) { random in
            random.count += 1
            let permissions = codes.map { #""default/\#($0)/\#(random.one(of: ["get", "a/put", "*"]))""# }
            let effect = random.one(of: ["ALLOW", "DENY"])
            let list = permissions.joined(separator: ", ")
            let statement = codes.isEmpty ? "" : #"{"effect": "\#(effect)", "permissions": [\#(list)]}"#
            return random.object(
                [#""name": "dp\#(random.count)", "statements": [\#(statement)]"#],
                [
                    { #""policyId": "p\#($0.count)""# }, { #""description": \#($0.word())"# },
                    { #""targets": [{"type": "USER", "id": "u1", "authorizedAt": \#($0.time())}]"# },
                    { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
                ])
        }
        return "\"dataResources\": \(resources), \"dataPolicies\": \(policies)"
    }

    /// Resources of the default namespace, and grants to a user.
    mutating func resources() -> String {
        let resources = list(4) { random in
            random.count += 1
            return random.object(
                [#""code": "rs\#(random.count)", "type": "MENU""#],
                [
                    { #""id": "i\#($0.count)""# }, { #""description": \#($0.word())"# },
                    { #""name": \#($0.word())"# }, { _ in #""linkedToTenant": true"# },
                    { _ in #""actions": [{"name": "get", "description": ""}]"# },
                    { #""createdAt": \#($0.time())"# }, { #""updatedAt": \#($0.time())"# },
                ])
        }
        let grants = list(4) { random in
            random.count += 1
            return random.object(
                [#""targetType": "USER", "targetIdentifier": "u1", "resource": "books:\#(random.count)""#],
                [
                    { _ in #""resourceType": "UI""# }, { _ in #""actions": ["get", "books:*"]"# },
                    { _ in #""effect": "DENY""# }, { #""createdAt": \#($0.time())"# },
                    { #""updatedAt": \#($0.time())"# },
                ])
        }
        return "\"resources\": \(resources), \"resourceGrants\": \(grants)"
    }

    /// The whole document.
    mutating func document() -> [UInt8] {
        let users = ["u1", "u2", "u3"].map { user($0) }.joined(separator: ", ")
        let pool = """
            {"id": "p", "name": \(word()), "accessKeys": [{"id": \(word()), "secret": \(word())}], "users": [\(users)],
            "groups": \(list(4) { $0.group() }), "organizations": \(organizations()),
            "namespaces": \(list(4) { $0.namespace() }), "roles": \(list(4) { $0.role() }),
            "webhooks": \(list(3) { $0.webhook() }),
            \(dataPermissions()), \(resources())}
            """
        return Array("{\"userPools\": [\(pool)]}".utf8)
    }
}
