import Testing

@testable import Directory
@testable import PoolEngine

/// Definitions and values of custom fields in snapshots and forks.
@Suite("Custom fields in snapshots")
struct CustomFieldSnapshotTests {
    /// A pool that defines the number `size` for users; `u1` has a value.
    private func serve(_ place: PoolPlace) throws -> ServedPools {
        let served = try ServedPools(place)
        try served.run { directory in
            var changes = CustomFieldChanges()
            changes.dataType = .number
            _ = try directory.customFields.set("size", of: .user, changes)
        }
        try setValue(#"{"size":7}"#, served)
        return served
    }

    private func setValue(_ customData: String, _ served: ServedPools, on pool: UserPool? = nil) throws {
        try served.run(on: pool) { directory in
            var changes = UserChanges()
            changes.customData = customData
            _ = try directory.users.update(try directory.users.find("u1"), with: changes)
        }
    }

    private func replace(_ served: ServedPools, on pool: UserPool? = nil) throws {
        try served.run(on: pool) { directory in
            try directory.customFields.delete("size", of: .user)
            _ = try directory.customFields.set("color", of: .user, CustomFieldChanges())
        }
    }

    private func state(_ served: ServedPools, of pool: UserPool? = nil) throws -> [String] {
        try served.run(on: pool) { directory in
            let value = try directory.users.find("u1").customData ?? ""
            return try directory.customFields.list(of: .user).map(\.name) + [value]
        }
    }

    @Test(
        "Returning to a snapshot restores the definitions of custom fields with the values",
        arguments: PoolPlace.allCases)
    func restore(place: PoolPlace) throws {
        let served = try serve(place)
        try served.take("one")
        try replace(served)
        #expect(try state(served) == ["color", "{}"])
        try setValue(#"{"color":"red"}"#, served)
        try served.restore("one")
        #expect(try state(served) == ["size", #"{"size":7}"#])
        #expect(throws: CustomFieldError.self) { try setValue(#"{"color":"red"}"#, served) }
        #expect(throws: CustomFieldError.self) { try setValue(#"{"size":"7"}"#, served) }
        try setValue(#"{"size":8}"#, served)
        try served.reset()
        #expect(try state(served) == [""])
        #expect(try served.isWhole())
    }

    @Test(
        "A fork has the definitions of custom fields with the values, and changes them separately",
        arguments: PoolPlace.allCases)
    func fork(place: PoolPlace) throws {
        let served = try serve(place)
        let fork = try served.fork(as: "p2")
        #expect(try state(served, of: fork) == ["size", #"{"size":7}"#])
        try replace(served, on: fork)
        try setValue(#"{"color":"red"}"#, served, on: fork)
        #expect(try state(served, of: fork) == ["color", #"{"color":"red"}"#])
        #expect(try state(served) == ["size", #"{"size":7}"#])
        #expect(throws: CustomFieldError.self) { try setValue(#"{"color":"red"}"#, served) }
        #expect(try served.isWhole(fork))
    }
}
