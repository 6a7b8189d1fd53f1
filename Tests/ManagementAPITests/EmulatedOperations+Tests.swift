import Directory
import ManagementAPI

extension EmulatedOperations {
    /// The operations of the program.
    static let ofTests = EmulatedOperations { Domain.all.map { ($0.name, $0.operations()) } }
}
