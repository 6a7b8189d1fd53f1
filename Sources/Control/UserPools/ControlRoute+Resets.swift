internal import HTTP
internal import PoolEngine

/// Calls that bring user pools back to the state they began with.
extension ControlRoute {
    static let resets = [
        ControlRoute(
            "resetUserPool", .post, "/user-pools/{userPoolId}/reset",
            "Brings a user pool back to the state it began with.", answer: .none
        ) { call in
            try call.userPool().reset { call.finish($0) }
        },
        ControlRoute(
            "reset", .post, "/reset",
            "Brings all user pools back to the state they began with; those on demand are removed.",
            answer: .none
        ) { call in
            call.context.pools.reset { call.finish($0) }
        },
    ]
}
