internal import JSON

/// The work of an operation without a user pool.
struct ServiceWork: Sendable {
    private let read: @Sendable (inout FieldReader) -> any ServiceOperation

    /// Wraps the reading of a request.
    init(read: @escaping @Sendable (inout FieldReader) -> any ServiceOperation) {
        self.read = read
    }

    /// Reads a request and answers it.
    ///
    /// - Throws: `APIError` when fields are invalid, or as the operation's `respond`.
    func answer(
        _ parameters: RequestParameters, call: Call, in service: ServiceContext
    ) throws(APIError) {
        var fields = FieldReader(parameters, fields: call.declaration.fields)
        let operation = read(&fields)
        try fields.finish(path: call.declaration.path)
        call.succeed(
            try Envelope.success(
                message: call.successMessage, requestId: call.requestId,
                hasData: call.declaration.answers != nil
            ) { (data) throws(APIError) in
                try operation.respond(in: service, to: &data)
            })
    }
}
