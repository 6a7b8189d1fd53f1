/// Which deliveries of a user pool are sent now, and which are repeated later.
struct DeliveryQueues {
    /// The deliveries to one webhook that are to be sent, in order; one is sent at a time.
    private struct Line {
        var numbers: [UInt64] = []
        var sending: UInt64?
    }

    private var lines: [String: Line] = [:]
    /// The deliveries that are being sent, with the numbers of these attempts.
    private var sending: [UInt64: UInt64] = [:]
    private var lastAttempt: UInt64 = 0
    private var repeats: [(time: Int64, number: UInt64)] = []

    /// When the next delivery is repeated, by the clock of the user pool; nil if none is.
    var nextRepeat: Int64? { repeats.map(\.time).min() }

    /// Whether a delivery is being sent by this attempt.
    func isSending(_ number: UInt64, by attempt: UInt64) -> Bool { sending[number] == attempt }

    /// Adds a delivery to the end of its webhook's line.
    mutating func append(_ number: UInt64, to webhookId: String) {
        lines[webhookId, default: Line()].numbers.append(number)
    }

    /// Has a delivery repeated at a time.
    mutating func addRepeat(_ number: UInt64, at time: Int64) {
        repeats.append((time, number))
    }

    /// Removes the deliveries that are to be repeated up to a time, and returns their numbers in order.
    mutating func takeRepeats(until time: Int64) -> [UInt64] {
        let due = repeats.filter { $0.time <= time }.map(\.number).sorted()
        if !due.isEmpty { repeats.removeAll { $0.time <= time } }
        return due
    }

    /// The next delivery of a webhook to which none is being sent, which is now being sent, and the number of the attempt.
    mutating func begin(_ webhookId: String) -> (number: UInt64, attempt: UInt64)? {
        guard var line = lines[webhookId], line.sending == nil, !line.numbers.isEmpty else { return nil }
        let number = line.numbers.removeFirst()
        line.sending = number
        lines[webhookId] = line
        lastAttempt += 1
        sending[number] = lastAttempt
        return (number, lastAttempt)
    }

    /// Notes that a delivery is no longer being sent.
    mutating func end(_ number: UInt64, of webhookId: String) {
        sending[number] = nil
        guard lines[webhookId]?.sending == number else { return }
        lines[webhookId]?.sending = nil
        if lines[webhookId]?.numbers.isEmpty ?? true { lines[webhookId] = nil }
    }

    /// Removes deliveries, also those that are being sent.
    mutating func remove(_ numbers: Set<UInt64>) {
        for number in numbers { sending[number] = nil }
        repeats.removeAll { numbers.contains($0.number) }
        for webhookId in Array(lines.keys) {
            lines[webhookId]?.numbers.removeAll(where: numbers.contains)
            if let sending = lines[webhookId]?.sending, numbers.contains(sending) {
                lines[webhookId]?.sending = nil
            }
            if let line = lines[webhookId], line.sending == nil, line.numbers.isEmpty {
                lines[webhookId] = nil
            }
        }
    }
}
