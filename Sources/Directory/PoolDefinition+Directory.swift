package import PoolEngine

extension PoolDefinition {
    /// The pools of this program.
    package static let directory = PoolDefinition(
        schema: DirectorySchema.schema, differences: DiffTable.all, hooks: [])
}
