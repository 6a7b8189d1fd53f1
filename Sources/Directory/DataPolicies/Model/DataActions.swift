internal import SQLite

/// Some of the actions of a data resource: a bit for each, in the order of the resource.
struct DataActions: Equatable {
    /// The most actions of a data resource.
    static let most = 50

    private static let every = ExactText(DataPermission.everyAction)

    private var bits: UInt64 = 0

    /// No action.
    static let none = DataActions()

    var isEmpty: Bool { bits == 0 }

    mutating func formUnion(_ other: DataActions) {
        bits |= other.bits
    }

    func subtracting(_ other: DataActions) -> DataActions {
        DataActions(bits: bits & ~other.bits)
    }

    private init() {}

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// The actions that a permission names: one, none if the resource does not have it, or all for `*`.
    init(_ action: ExactText, of resource: DataResource) {
        if action == Self.every {
            bits = (1 << UInt64(min(resource.actions.count, Self.most))) - 1
        } else if let place = resource.actions.firstIndex(where: { ExactText($0) == action }),
            place < Self.most
        {
            bits = 1 << UInt64(place)
        }
    }

    /// Calls a closure with each name, in the order of the resource.
    func forEachName(of resource: DataResource, _ body: (String) -> Void) {
        for (place, name) in resource.actions.enumerated() where bits & 1 << UInt64(place) != 0 { body(name) }
    }

    /// The names, in the order of the resource.
    func names(of resource: DataResource) -> [String] {
        resource.actions.indices.filter { bits & 1 << UInt64($0) != 0 }.map { resource.actions[$0] }
    }
}

/// What some policies say of one node of a data resource.
struct DataGrant {
    private var allowed = DataActions.none
    private var denied = DataActions.none

    /// What is permitted: what some policy allows and none denies.
    var permitted: DataActions { allowed.subtracting(denied) }

    /// Adds a permission.
    mutating func add(_ actions: DataActions, isDenied: Bool) {
        if isDenied { denied.formUnion(actions) } else { allowed.formUnion(actions) }
    }
}
