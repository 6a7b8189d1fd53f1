public import PoolEngine

extension PoolHook.Occasion {
    /// A department is about to be deleted, alone or with one above it; runs once for each.
    ///
    /// The subject is the department.
    public static var departmentIsDeleted: Self { Self("department is deleted") }
}
