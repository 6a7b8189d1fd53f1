package import PoolEngine

/// The transaction of a pool, under the name that operations use.
package typealias DirectoryTransaction = PoolTransaction

extension PoolTransaction {
    /// The users of the pool.
    package var users: Users { Users(directory: self) }
    /// The groups of the pool.
    package var groups: Groups { Groups(directory: self) }
    /// The organizations of the pool and of its tenants.
    package var organizations: Organizations { Organizations(directory: self) }
    /// The departments of all organizations.
    package var departments: Departments { Departments(directory: self) }
}
