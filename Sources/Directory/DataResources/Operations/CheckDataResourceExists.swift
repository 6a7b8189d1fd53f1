internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a code and a name are free in a namespace (data-permissions.md).
extension CheckDataResourceExists: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let resources = directory.dataResources
        var message: String?
        if let resourceName, try resources.hasName(resourceName, in: namespaceCode) {
            message = DataResources.takenName
        }
        if let resourceCode, try resources.hasCode(resourceCode, in: namespaceCode) {
            message = DataResources.takenCode
        }
        _ = try resources.namespaceKey(of: namespaceCode)
        data.isValid(message: message)
    }
}

extension Writer {
    /// Writes whether values are free.
    ///
    /// - Parameter message: why they are not; nil if they are.
    mutating func isValid(message: String?) {
        beginObject()
        member("isValid", message == nil)
        if let message { member("message", message) }
        endObject()
    }
}
