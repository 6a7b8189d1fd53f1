internal import Directory

/// An operation with its type put away, as the route table keeps it.
struct OperationEntry: Sendable {
    let declaration: OperationDeclaration
    /// The name of the operation's type, which is the vendor's verb phrase.
    let name: String
    private let makeJob: @Sendable (inout FieldReader, Call) -> any Job

    /// Puts an operation's type away.
    init<O: Operation>(_ type: O.Type) {
        declaration = O.declaration
        name = String(describing: type)
        makeJob = { fields, call in OperationJob(operation: O(from: &fields), call: call) }
    }

    /// Reads a request and makes the job that carries it out.
    ///
    /// - Throws: `APIError` when fields are bad.
    func job(for parameters: RequestParameters, call: Call) throws(APIError) -> any Job {
        var fields = FieldReader(parameters, fields: declaration.fields)
        let job = makeJob(&fields, call)
        try fields.finish(path: declaration.path)
        return job
    }
}
