internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes resources by their ids or else by their codes; unknown ones are ignored (resources.md).
///
/// Ids are found in every namespace.
extension DeleteResourcesBatch: Operation {
    func check(_ fields: inout FieldReader) {
        if fields.isValid, ids == nil, codeList == nil { fields.refuse(named: Self.codeList.name) }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let resources = directory.resources
        if let ids {
            try resources.delete(try ids.compactMap { try resources.find(id: $0) })
        } else {
            try resources.delete(try resources.get(codeList ?? [], in: namespace))
        }
        data.isSuccess()
    }
}
