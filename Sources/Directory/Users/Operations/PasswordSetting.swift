internal import Contract
internal import JSON
internal import PoolEngine

/// An operation that may set passwords, whose hashes take milliseconds each.
protocol PasswordSetting: PreparedOperation where Preparation == [PasswordHash?] {
    /// The passwords to set, one for each user of the request; nil for none.
    var newPasswords: [RequestedPassword?] { get }
    /// Does the work and writes the value of `data`.
    ///
    /// - Parameters:
    ///   - directory: the transaction of the user pool.
    ///   - passwords: the hashes of `newPasswords`.
    ///   - data: receives the value.
    /// - Throws: as `Operation.respond`.
    func respond(
        in directory: PoolTransaction, passwords: [PasswordHash?], to data: inout Writer
    ) throws
}

extension PasswordSetting {
    var needsPreparation: Bool { newPasswords.contains { $0 != nil } }

    func prepare(random: any RandomSource) throws -> [PasswordHash?] {
        try newPasswords.map { try $0?.hash(random: random) }
    }

    func respond(
        in directory: PoolTransaction, with passwords: [PasswordHash?]?, to data: inout Writer
    ) throws {
        try respond(in: directory, passwords: passwords ?? newPasswords.map { _ in nil }, to: &data)
    }
}
