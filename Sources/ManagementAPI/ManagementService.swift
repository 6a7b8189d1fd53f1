public import Bytes
public import Contract
internal import Faults
public import HTTP
public import HTTPServer
public import JSON
internal import Locking
public import Logging
public import PoolEngine

/// The settings of the management API.
public struct ManagementConfiguration: Sendable {
    public var authentication = AuthenticationMode.strict
    /// The default language.
    public var language = Language.english
    public var successMessage = SuccessMessage.documented
    /// The lifetime of a management token, in seconds.
    public var tokenLifetime = 7_200
    /// The most difference between the date of a signed request and the clock, in seconds.
    public var maxClockSkew = 900
    /// Whether a field that no operation reads is refused.
    public var refusesUnknownFields = false
    /// The most requests of an access key in a second; nil for any number.
    public var requestsPerSecond: Int?

    /// The most parameters of a query.
    public var queryPairs = 1_000
    /// The limits of a body.
    public var json = JSON.Limits.default

    public init() {}
}

/// The V3 management API: from a request to its user pool and its operation.
///
/// A request is checked in this order: path, method, credentials, content type, syntax of the body, fields, rules of
/// the operation. A signature includes the parameters, so those of a signed request are read before its credentials are
/// checked.
public final class ManagementService: Sendable {
    /// The most bytes of an unknown path in the log.
    private static let shownPathLength = 200

    let pools: UserPools
    private let configuration: ManagementConfiguration
    private let environment: Environment
    private let logger: Logger
    private let routes: RouteTable
    private let authenticator: Authenticator
    private let selection: UserPoolSelection
    private let claimedPools: ClaimedUserPools
    /// Mailboxes with jobs from this round of an event loop.
    private let unstarted = Lock<[Mailbox]>([])
    private let unknownFields: UnknownFieldsReport
    /// Limits the requests of each access key; nil if they are not limited.
    private let rateLimit: RateLimit?
    /// Whether the requests of an access key are limited.
    var limitsRate: Bool { rateLimit != nil }
    /// The calls of known operations that are not emulated.
    let unservedCalls = UnservedCalls()
    /// Reports paths with extra slashes, including those of other services.
    public let extraSlashes: ExtraSlashesReport

    /// Creates the API.
    ///
    /// - Parameters:
    ///   - operations: the emulated operations.
    ///   - pools: the user pools.
    ///   - configuration: the settings.
    ///   - environment: time, ids and randomness.
    ///   - logger: for refusals and failures.
    public init(
        _ operations: EmulatedOperations, pools: UserPools, configuration: ManagementConfiguration,
        environment: Environment, logger: Logger
    ) {
        self.pools = pools
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        unknownFields = UnknownFieldsReport(logger: logger)
        rateLimit = configuration.requestsPerSecond.map { RateLimit(most: $0, pools: pools) }
        extraSlashes = ExtraSlashesReport(logger: logger)
        selection = UserPoolSelection(pools: pools)
        claimedPools = ClaimedUserPools(pools: pools, selection: selection)
        routes = RouteTable(operations, extraSlashes: extraSlashes)
        authenticator = Authenticator(
            pools: pools, mode: configuration.authentication,
            signatures: SignatureCheck(maxClockSkew: configuration.maxClockSkew, clock: environment.clock))
    }

    /// Handles a request; the response may be sent later.
    public func respond(to request: borrowing Request, with responder: Responder) {
        let exchange = Exchange(
            request, isRecorded: pools.journalSize > 0, requestId: environment.random.uuid(),
            language: Language(askedForBy: request.headers, standard: configuration.language),
            responder: responder, logger: logger)
        func refuse(
            _ error: APIError, _ name: String, operation: String? = nil,
            headers: [(name: StaticString, value: String)] = []
        ) {
            let pool = claimedPools.userPool(of: request)
            (pool.map(exchange.entering) ?? exchange).refuse(
                error, name: name, operation: operation, journal: pool?.journal, headers: headers)
        }
        switch routes.route(request.method, request.path) {
        case .operation(let entry):
            entry.countCall()
            var call = makeCall(entry.declaration, exchange)
            do {
                try start(entry, for: request, call: &call)
            } catch {
                if call.journal == nil { call.enter(claimedPools.userPool(of: request)) }
                call.fail(error)
            }
        case .notEmulated(let name):
            unservedCalls.count(name)
            refuse(
                APIError(
                    APIError.notEmulatedStatus, httpStatus: APIError.notEmulatedStatus,
                    .emulator("\(name) is not emulated")),
                name, operation: name, headers: [APIError.notEmulatedHeader])
        case .wrongMethod(let allowed):
            refuse(
                APIError(
                    405, httpStatus: 405,
                    .emulator("this path does not take this method; it takes \(allowed)")),
                Self.name(of: request), headers: [("Allow", allowed)])
        case .unknown:
            refuse(
                APIError(404, httpStatus: 404, .emulator("no known operation has this path")),
                Self.name(of: request))
        }
    }

    /// Method and path of a request, for the log.
    private static func name(of request: borrowing Request) -> String {
        let path = request.path.view(0..<min(request.path.count, shownPathLength))
        return "\(request.method.rawValue) \(String(decoding: path, as: UTF8.self))"
    }

    /// Starts the mailboxes whose start was deferred during this round of an event loop.
    public func roundEnded() {
        let mailboxes = unstarted.withLock { mailboxes in
            guard !mailboxes.isEmpty else { return [Mailbox]() }
            defer { mailboxes.removeAll(keepingCapacity: true) }
            return mailboxes
        }
        for mailbox in mailboxes { mailbox.start() }
    }

    /// The response to a request that breaks a rule of HTTP: an envelope with the rule's name.
    ///
    /// - Parameters:
    ///   - refusal: the rule.
    ///   - explanation: what to do about it, in English; nil if the rule's name is enough.
    /// - Returns: the response.
    public func response(to refusal: Refusal, explanation: String? = nil) -> Response {
        let rule = "the server refuses this request: \(refusal.rawValue)"
        let error = APIError(
            refusal.status, httpStatus: refusal.status,
            .emulator(explanation.map { "\(rule); \($0)" } ?? rule))
        let requestId = environment.random.uuid()
        RefusalLog(logger).note(error, operation: "none", requestId: requestId)
        return Envelope.response(error, requestId: requestId, language: configuration.language)
    }

    /// The response to a request that is refused before routing, in the service's envelope; logs the refusal.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - status: the status code, of HTTP and in the envelope.
    ///   - reason: the message, in English.
    ///   - caller: a description of the caller, for the log only.
    /// - Returns: the response.
    public func refusal(
        of request: borrowing Request, status: Int, reason: String, caller: String
    ) -> Response {
        let error = APIError(status, httpStatus: status, .emulator(reason)).logged(caller)
        return Envelope.response(error, requestId: note(error, of: request), language: configuration.language)
    }

    /// Logs the refusal of a request that another service answers.
    ///
    /// - Parameters:
    ///   - call: what was asked for.
    ///   - requestId: the id of the answer.
    ///   - status: the status code of the response.
    ///   - reason: why, in English.
    public func logRefusal(_ call: String, _ requestId: UUIDBytes, _ status: Int, _ reason: String) {
        let error = APIError(status, httpStatus: status, .emulator(reason))
        RefusalLog(logger).note(error, operation: call, requestId: requestId)
    }

    private func note(_ error: APIError, of request: borrowing Request) -> UUIDBytes {
        let requestId = environment.random.uuid()
        RefusalLog(logger).note(error, operation: Self.name(of: request), requestId: requestId)
        return requestId
    }

    private func start(
        _ entry: OperationEntry, for request: borrowing Request, call: inout Call
    ) throws(APIError) {
        switch entry.reading {
        case .userPool(let read): try enqueue(entry, read, for: request, call: &call)
        case .service(let read):
            let pool = try selection.userPool(of: request)
            let parameters = try readParameters(of: request)
            let claimed = pool ?? claimedPools.userPool(ofKeyIn: parameters)
            call.enter(claimed ?? pools.all.first)
            try rateLimit?.count(parameters)
            if let claimed, !claimed.faults.isEmpty,
                applyFault(of: claimed.faults, to: request, parameters: parameters, call: &call)
            {
                return
            }
            try noteUnknownFields(of: parameters, request, call.declaration)
            try entry.answer(read, parameters, call: call, in: serviceContext(pool))
        }
    }

    private func serviceContext(_ selected: UserPool?) -> ServiceContext {
        ServiceContext(
            pools: pools, selectedUserPool: selected, authentication: configuration.authentication,
            tokenLifetime: configuration.tokenLifetime, environment: environment)
    }

    private func enqueue(
        _ entry: OperationEntry, _ read: (inout FieldReader) -> UserPoolCall,
        for request: borrowing Request, call: inout Call
    ) throws(APIError) {
        var known: RequestParameters?
        let pool = try authenticator.userPool(
            of: request, selected: selection.userPool(of: request),
            parameters: { () throws(APIError) in
                let parameters = try readParameters(of: request)
                known = parameters
                return parameters
            }, declaration: call.declaration)
        call.enter(pool)
        try rateLimit?.count(request, in: pool)
        if !pool.faults.isEmpty, applyFault(of: pool.faults, to: request, parameters: known, call: &call) {
            return
        }
        let parameters: RequestParameters
        if let known { parameters = known } else { parameters = try readParameters(of: request) }
        try noteUnknownFields(of: parameters, request, call.declaration)
        let mailbox = pool.mailbox
        if try entry.enqueue(read, parameters, call: call, in: mailbox, random: pool.random) {
            unstarted.withLock { $0.append(mailbox) }
        }
    }

    /// Logs the fields that the operation does not have, or refuses them.
    private func noteUnknownFields(
        of parameters: RequestParameters, _ request: borrowing Request, _ declaration: OperationDeclaration
    ) throws(APIError) {
        let names = parameters.names(unknownTo: declaration)
        guard configuration.refusesUnknownFields else {
            return unknownFields.report(names, of: declaration)
        }
        let unread = try names + parameters.namesBeside(request, queryPairs: configuration.queryPairs)
        guard unread.isEmpty else { throw .unreadFields(unread) }
    }

    /// The route of a request.
    func route(of request: borrowing Request) -> Route {
        routes.route(request.method, request.path)
    }

    /// The emulated operation of a known one; nil if it is not emulated.
    func entry(of operation: KnownOperation) -> OperationEntry? {
        routes.entry(of: operation)
    }

    /// The parameters of a request, within the limits.
    func readParameters(of request: borrowing Request) throws(APIError) -> RequestParameters {
        try RequestParameters(of: request, queryPairs: configuration.queryPairs, json: configuration.json)
    }

    private func makeCall(_ declaration: OperationDeclaration, _ exchange: Exchange) -> Call {
        let message =
            configuration.successMessage == .empty ? "" : declaration.success.text(in: exchange.language)
        return Call(declaration: declaration, successMessage: message, exchange: exchange)
    }
}
