internal import Contract
internal import JSON
internal import PoolEngine

// Who is named by the calls that assign roles and take them back. The description lists roles and groups among the
// kinds of targets, and its texts say that users and departments hold roles: the others are not emulated.

extension TargetDto {
    /// The user or department; nil for a role or group.
    var holder: RoleHolder? {
        switch targetType {
        case .user: .user(targetIdentifier)
        case .department: .department(targetIdentifier)
        case .role, .group: nil
        }
    }
}

extension RoleCodeDto {
    /// The role that is named.
    var reference: RoleReference { RoleReference(code, in: namespace) }
}

extension FieldReader {
    /// Refuses the field `targets` if one of them is a role or group.
    mutating func refuseOtherTargets(_ targets: [TargetDto]) {
        guard let other = targets.first(where: { $0.holder == nil }) else { return }
        refuseNotEmulated(named: "targets", value: "\"\(other.targetType.rawValue)\"")
    }
}
