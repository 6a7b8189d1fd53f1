public import PoolEngine

extension PoolTransaction {
    /// The users of the pool.
    public var users: Users { Users(directory: self) }
    /// The groups of the pool.
    public var groups: Groups { Groups(directory: self) }
    /// The organizations of the pool and of its tenants.
    public var organizations: Organizations { Organizations(directory: self) }
    /// The departments of all organizations.
    public var departments: Departments { Departments(directory: self) }
    /// The access keys of the pool.
    public var accessKeys: AccessKeys { AccessKeys(directory: self) }
}
