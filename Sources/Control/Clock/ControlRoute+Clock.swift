internal import HTTP
internal import JSON
internal import PoolEngine
internal import Seeds

/// Calls that read and set the clock of a user pool.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/clock"

    private static let clock = ControlObject(
        name: "Clock",
        fields: [
            .required("mode", .string, "How the clock runs: real, frozen or scaled."),
            .required("now", .time, "The current time of the user pool."),
            .required("rate", .number, "How many seconds pass in a second of the machine's clock."),
        ])

    static let clocks = [
        ControlRoute(
            "getClock", .get, path, "Shows the clock of a user pool.", answer: .object(200, clock)
        ) { call in
            let clock = try call.userPool().clock
            call.answer { clock.setting.write(to: &$0) }
        },
        ControlRoute(
            "setClock", .put, path, "Sets the clock of a user pool.",
            body: [
                .required("mode", .string, "real, frozen or scaled."),
                .optional("now", .time, "The current time to set; unchanged if absent."),
                .optional("rate", .number, "For scaled: above 0, at most 1000000."),
            ],
            answer: .object(200, clock)
        ) { call in
            let clock = try call.userPool().clock
            guard let mode = try call.body.choice("mode", of: PoolClock.Mode.self) else {
                throw ControlError.invalidRequest("mode is missing")
            }
            let now = try call.body.moment("now")
            guard (now ?? PoolClock.latest) <= PoolClock.latest else {
                throw ControlError.invalidRequest("now: must be before the year 10000")
            }
            let rate = try call.body.number("rate")
            guard (mode == .scaled) == (rate != nil) else {
                throw ControlError.invalidRequest("rate: required with the mode scaled, and only there")
            }
            let wanted = rate ?? 1
            guard wanted > 0, wanted <= PoolClock.highestRate else {
                throw ControlError.invalidRequest(
                    "rate: must be above 0, at most \(Int(PoolClock.highestRate))")
            }
            clock.set(mode, now: now, rate: wanted)
            call.answer { clock.setting.write(to: &$0) }
        },
        ControlRoute(
            "advanceClock", .post, "\(path)/advance", "Moves the clock of a user pool forward.",
            body: [.required("seconds", .number, "How far, from 0.")], answer: .object(200, clock)
        ) { call in
            let clock = try call.userPool().clock
            guard let seconds = try call.body.number("seconds") else {
                throw ControlError.invalidRequest("seconds is missing")
            }
            guard seconds >= 0, seconds <= 1e12 else {
                throw ControlError.invalidRequest("seconds: must be from 0 to 1000000000000")
            }
            clock.advance(milliseconds: Int64((seconds * 1_000).rounded()))
            call.answer { clock.setting.write(to: &$0) }
        },
    ]
}

extension PoolClock.Setting {
    /// Writes the setting as the control API shows it.
    fileprivate func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("mode", mode.rawValue)
        writer.member("now", now.iso8601)
        writer.name("rate")
        writer.double(rate)
        writer.endObject()
    }
}
