internal import HTTP
internal import PoolEngine

/// Calls that reset user pools to their initial states.
extension ControlRoute {
    static let resets = [
        ControlRoute(
            "resetUserPool", .post, "/user-pools/{userPoolId}/reset",
            "Resets a user pool to its initial state.", answer: .none
        ) { call in
            try call.userPool().reset { call.finish($0) }
        },
        ControlRoute(
            "reset", .post, "/reset",
            "Resets all user pools to their initial states; those on demand are removed.",
            answer: .none
        ) { call in
            call.context.pools.reset { call.finish($0) }
        },
    ]
}
