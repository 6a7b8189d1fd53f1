import SQLite

@testable import Directory
@testable import PoolEngine

/// A change of a pool's contents, all of it or none.
enum CampaignChange: Codable, Sendable {
    case createUsers([String])
    case rename(String, nickname: String)
    case deleteUsers([String])
    case createGroup(String)
    case deleteGroup(String)
    case addToGroup(String, [String])
    case removeFromGroup(String, [String])
    case createDepartment(String)
    case deleteDepartment(String)
    case addToDepartment(String, [String])
    case removeFromDepartment(String, [String])

    /// Makes the change.
    func run(in directory: PoolTransaction) throws {
        switch self {
        case .createUsers(let ids):
            for id in ids {
                var user = NewUser()
                user.userId = id
                user.attributes[.nickname] = "first \(id)"
                _ = try directory.users.add(user, departmentIds: [], type: .departmentId)
            }
        case .rename(let id, let nickname):
            var changes = UserChanges()
            changes.attributes[.nickname] = nickname
            _ = try directory.users.update(try directory.users.find(id), with: changes)
        case .deleteUsers(let ids): try directory.users.delete(try directory.users.find(ids, type: .userId))
        case .createGroup(let code): _ = try directory.groups.add(NewGroup(code: code, name: code))
        case .deleteGroup(let code): try directory.groups.delete([code])
        case .addToGroup(let code, let ids): try directory.groups.members.add(ids, to: code)
        case .removeFromGroup(let code, let ids): try directory.groups.members.remove(ids, from: code)
        case .createDepartment(let id):
            var department = NewDepartment(name: id)
            department.departmentId = id
            _ = try directory.departments.create(department, below: Self.department("root"))
        case .deleteDepartment(let id): try directory.departments.delete(Self.department(id))
        case .addToDepartment(let id, let ids):
            try directory.departments.members.add(ids, to: Self.department(id))
        case .removeFromDepartment(let id, let ids):
            try directory.departments.members.remove(ids, from: Self.department(id))
        }
    }

    private static func department(_ id: String) -> DepartmentReference {
        DepartmentReference(id, in: CampaignSeed.organization)
    }
}

extension CampaignState {
    /// Makes a change that is valid.
    mutating func apply(_ change: CampaignChange) {
        switch change {
        case .createUsers(let ids): for id in ids { nicknames[id] = "first \(id)" }
        case .rename(let id, let nickname): nicknames[id] = nickname
        case .deleteUsers(let ids):
            for id in ids { nicknames[id] = nil }
            groups = groups.mapValues { $0.subtracting(ids) }
            departments = departments.mapValues { $0.subtracting(ids) }
        case .createGroup(let code): groups[code] = []
        case .deleteGroup(let code): groups[code] = nil
        case .addToGroup(let code, let ids): groups[code]?.formUnion(ids)
        case .removeFromGroup(let code, let ids): groups[code]?.subtract(ids)
        case .createDepartment(let id): departments[id] = []
        case .deleteDepartment(let id): departments[id] = nil
        case .addToDepartment(let id, let ids): departments[id]?.formUnion(ids)
        case .removeFromDepartment(let id, let ids): departments[id]?.subtract(ids)
        }
    }
}

/// An operation on a pool.
enum CampaignOperation: Codable, Sendable {
    case change(CampaignChange)
    case take(String)
    case delete(String)
    case restore(String)
    /// Makes the pool `as`; of the present when `at` is nil.
    case fork(as: String, at: String?)
    case difference(from: String, to: String?)
    case remove
    /// What a start makes of a seed, whether or not the pool exists.
    case seed

    /// By what an operation is chosen.
    enum Kind: Codable, Sendable, CaseIterable {
        case change, take, delete, restore, reset, fork, difference, remove
    }

    /// A word for the operation.
    var name: String {
        switch self {
        case .change: "change"
        case .take: "snapshot"
        case .delete: "removal of a snapshot"
        case .restore("seed"): "reset"
        case .restore: "restore"
        case .fork: "fork"
        case .difference: "difference"
        case .remove: "removal"
        case .seed: "seed"
        }
    }

    /// What the operation makes of the pool it is posted to.
    func apply(to pool: inout CampaignPool?) {
        switch self {
        case .change(let change): pool?.state.apply(change)
        case .take(let name): pool?.take(name)
        case .delete(let name): pool?.snapshots[name] = nil
        case .restore(let name): pool?.restore(name)
        case .fork, .difference: break
        case .remove: pool = nil
        case .seed:
            let others = pool?.snapshots ?? [:]
            pool = CampaignSeed.pool
            pool?.snapshots.merge(others) { new, _ in new }
        }
    }

    /// What a fork of a pool begins with.
    static func forked(_ pool: CampaignPool?, at name: String?) -> CampaignPool? {
        guard let pool else { return nil }
        guard let name else { return CampaignPool(beginningWith: pool.state) }
        return pool.snapshots[name].map { CampaignPool(beginningWith: $0) }
    }
}
