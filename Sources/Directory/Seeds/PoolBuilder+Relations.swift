/// What ties the users of a seed to the outside.
extension PoolBuilder {
    /// Gives a new user its identities and sync relations.
    ///
    /// - Throws: `SeedError.invalid` at the one that another user has, `SQLiteError`.
    func addRelations(of user: NewUser, _ key: Int64, at place: SeedPlace) throws {
        for (index, identity) in user.identities.enumerated() {
            // The index over source, id and type ends in the type; the id is what people look for.
            try at(place.member("identities").element(index), renaming: ["type": "userIdInIdp"]) {
                try directory.users.identities.create(identity, of: key)
            }
        }
        for (index, relation) in user.syncRelations.enumerated() {
            try at(place.member("syncRelations").element(index)) {
                try directory.users.addSyncRelation(relation, to: key)
            }
        }
    }
}
