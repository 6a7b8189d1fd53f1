internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// The call that creates the user pools of a seed.
extension ControlRoute {
    static let seed = ControlRoute(
        "applySeed", .post, "/seed", "Creates the user pools of a seed, all or none.",
        body: [
            .optional("$schema", .string, "The path of the seed format's schema; it is not read."),
            .required("userPools", .list(.foreignObject), "User pools of the seed format."),
        ],
        answer: .object(
            201,
            ControlObject(
                name: "CreatedUserPoolList",
                fields: [
                    .required("userPools", .list(.object(UserPoolEntry.createdType)), "The new user pools.")
                ]))
    ) { call in
        let pools = try call.context.seeds.distinctUserPools(in: call.bodyText, named: "the seed")
        SeedApplication(call: call).make(pools[...], after: [])
    }
}

/// Creates the user pools of a seed one after the other.
private struct SeedApplication {
    let call: ControlCall

    /// Makes those that are left, then answers.
    func make(_ rest: ArraySlice<SeedUserPool>, after made: [UserPool]) {
        guard let next = rest.first else { return answer(made) }
        call.context.pools.make(next) { result in
            switch result {
            case .success(let pool): make(rest.dropFirst(), after: made + [pool])
            case .failure(let error): remove(made[...]) { call.fail(error) }
            }
        }
    }

    private func remove(_ made: ArraySlice<UserPool>, then completion: @escaping @Sendable () -> Void) {
        guard let last = made.last else { return completion() }
        // One that another caller has removed meanwhile is gone, too.
        call.context.pools.remove(id: last.id) { _ in remove(made.dropLast(), then: completion) }
    }

    private func answer(_ made: [UserPool]) {
        call.answer { writer in
            writer.beginObject()
            writer.name("userPools")
            writer.beginArray()
            for pool in made {
                let path = PercentEncoding.encoded(segment: pool.id)
                UserPoolEntry(pool, showsSecrets: true, url: "\(call.baseURL)/_pools/\(path)").write(
                    to: &writer)
            }
            writer.endArray()
            writer.endObject()
        }
    }
}
