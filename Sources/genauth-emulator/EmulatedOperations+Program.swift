import Directory
import ManagementAPI

extension EmulatedOperations {
    /// Those of this program.
    static let program = EmulatedOperations { Domain.all.map { ($0.name, $0.operations()) } }
}
