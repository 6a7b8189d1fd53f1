internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a resource; an unknown one is ignored (resources.md).
extension DeleteResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.resources.delete(try directory.resources.get([code], in: namespace))
        data.isSuccess()
    }
}
