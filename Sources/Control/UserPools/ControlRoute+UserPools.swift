internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// Calls that list, create, remove, export and import user pools.
extension ControlRoute {
    static let userPools = [
        ControlRoute(
            "listUserPools", .get, "/user-pools", "Lists the user pools.",
            answer: .object(
                200,
                ControlObject(
                    name: "UserPoolList",
                    fields: [.required("userPools", .list(.object(UserPoolEntry.type)), "The user pools.")]))
        ) { call in
            call.answer { writer in
                writer.beginObject()
                writer.name("userPools")
                writer.beginArray()
                for pool in call.context.pools.all {
                    UserPoolEntry(pool, showsSecrets: call.maySeeSecrets).write(to: &writer)
                }
                writer.endArray()
                writer.endObject()
            }
        },
        ControlRoute(
            "createUserPool", .post, "/user-pools",
            "Creates a user pool: from a seed, as a copy of another, or with the initial state of the first user pool.",
            body: UserPoolCreation.fields, answer: .object(201, UserPoolEntry.createdType)
        ) { call in
            try UserPoolCreation(call).run()
        },
        ControlRoute(
            "getUserPool", .get, "/user-pools/{userPoolId}",
            "Shows a user pool, and what is being done with it as a whole.",
            answer: .object(200, UserPoolEntry.shownType)
        ) { call in
            let pool = try call.userPool()
            call.answer { writer in
                UserPoolEntry(pool, showsSecrets: call.maySeeSecrets, work: pool.work.now).write(to: &writer)
            }
        },
        ControlRoute(
            "deleteUserPool", .delete, "/user-pools/{userPoolId}", "Removes a user pool and its snapshots.",
            answer: .none
        ) { call in
            call.context.pools.remove(id: try call.userPool().id) { call.finish($0) }
        },
        ControlRoute(
            "exportUserPool", .get, "/user-pools/{userPoolId}/export",
            "Writes a user pool as a seed, with the secrets of its access keys.",
            answer: .document("A seed with one user pool.")
        ) { call in
            try call.requireSecrets()
            let seeds = call.context.seeds
            try call.userPool().export {
                try seeds.text(of: $0, report: $1)
            } then: { result in
                switch result {
                case .success(let text): call.answer(json: text)
                case .failure(let error): call.fail(error)
                }
            }
        },
        ControlRoute(
            "importUserPool", .post, "/user-pools/{userPoolId}/import",
            "Replaces the contents of a user pool with those of a seed; its id, name and access keys are kept.",
            body: [.required("userPools", .list(.foreignObject), "One user pool of the seed format.")],
            answer: .none
        ) { call in
            let pool = try call.userPool()
            let seed = try call.context.seeds.onlyUserPool(in: call.bodyText, named: "the seed")
            let environment = call.context.environment.part("import into \(pool.id)")
            pool.replaceContents {
                try seed.build(on: $0, environment: environment)
            } then: {
                call.finish($0)
            }
        },
    ]
}

extension ControlCall {
    /// Refuses a caller that may not see secrets.
    ///
    /// - Throws: `ControlError` 403.
    func requireSecrets() throws(ControlError) {
        guard maySeeSecrets else {
            throw ControlError(
                403, "forbidden",
                "this answer contains secrets: call from the same machine, or start with --control-token")
        }
    }
}
