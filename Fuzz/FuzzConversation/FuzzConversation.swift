import Fuzzer
import HTTP

@testable import HTTPServer

/// Runs a sequence of events on the state of a connection: received bytes, elapsed time, responses.
///
/// The input is a script: a byte says what happens, what follows says how much of it.
@main
struct FuzzConversation {
    static func main() {
        fuzz { start, count in
            var script = UnsafeBufferPointer(start: start, count: count)[...]
            var course = Course()
            while let event = script.popFirst(), course.goesOn {
                switch event % 9 {
                case 0...3:
                    let length = min(Int(script.popFirst() ?? 0) + 1, script.count)
                    course.receive(script.prefix(length))
                    script.removeFirst(length)
                case 4: course.pass(milliseconds: Int64(script.popFirst() ?? 0) * 100)
                case 5: course.answer(keepsConnection: true)
                case 6: course.answer(keepsConnection: false)
                case 7: course.finishSending()
                default: course.stop()
                }
            }
            return 0
        }
    }
}

/// A connection without socket, as `Connection` would drive it.
private struct Course {
    private var now: Int64 = 1_000
    private var conversation: Conversation
    private var waiting: [UInt8] = []
    private var answered: UInt64 = 0
    private(set) var goesOn = true

    init() {
        var limits = Limits()
        limits.bodyBytes = 512
        conversation = Conversation(limits: limits, timeouts: Timeouts(), now: now)
    }

    mutating func receive(_ bytes: some Collection<UInt8>) {
        if conversation.phase == .lingering {
            conversation.discarded(now: now)
            return
        }
        waiting += bytes
        read()
    }

    /// Reads until a request is being handled or none is complete.
    private mutating func read() {
        guard conversation.phase == .reading, !waiting.isEmpty else { return }
        var count = waiting.count
        let before = conversation.exchange
        let step = waiting.withUnsafeMutableBytes { bytes in
            let step = conversation.read(bytes, count: &count, now: now)
            if case .request = step {
                let request = conversation.request(in: UnsafeRawBufferPointer(bytes))
                precondition(!request.path.isEmpty && request.path.first != 0x3F)
                precondition(request.body.count <= 512, "the body is over its limit")
                precondition(request.version == .http10 || !request.host.isEmpty, "no host")
                for header in request.headers {
                    precondition(!header.name.isEmpty && !header.value.contains(0x0A))
                }
            }
            return step
        }
        precondition(count <= waiting.count, "the message grew")
        waiting.removeLast(waiting.count - count)
        switch step {
        case .needsMore, .needsContinue:
            precondition(conversation.phase == .reading && conversation.exchange == before)
            precondition(conversation.deadline > now, "a deadline in the past")
        case .request:
            precondition(conversation.phase == .answering && conversation.exchange == before + 1)
            let length = conversation.release()
            precondition(length > 0 && length <= waiting.count, "a request of no bytes, or of too many")
            waiting.removeFirst(length)
        case .refused(let refusal):
            precondition((400...505).contains(refusal.status))
            precondition(conversation.phase == .closing && !conversation.terms.keepsConnection)
            waiting = []
        }
    }

    mutating func answer(keepsConnection: Bool) {
        guard conversation.phase == .answering else { return }
        let keeps = keepsConnection && conversation.terms.keepsConnection
        conversation.answered(keepsConnection: keeps, now: now)
        answered += 1
        precondition(answered == conversation.exchange, "requests and answers are not in step")
        precondition(conversation.phase == (keeps ? .reading : .closing))
        if keeps { read() } else if !waiting.isEmpty { conversation.leavesInput() }
    }

    mutating func finishSending() {
        guard conversation.phase == .closing else { return }
        if conversation.lingers { conversation.linger(now: now) } else { goesOn = false }
    }

    /// The server stops: what is not in work or on its way ends, and the rest has little time.
    mutating func stop() {
        let isInBody = conversation.isInBody
        conversation.stop(now: now)
        if conversation.phase == .reading, !isInBody { goesOn = false }
        let longest = Int64(Timeouts().stopBody)
        precondition(!isInBody || conversation.deadline <= now + longest, "half a body keeps the server")
    }

    mutating func pass(milliseconds: Int64) {
        now += milliseconds
        guard now >= conversation.deadline else { return }
        switch conversation.phase {
        case .reading:
            if let refusal = conversation.expiry {
                precondition(refusal.status == 408 && (!waiting.isEmpty || conversation.isInBody))
                conversation.refuse(refusal)
                waiting = []
            } else {
                goesOn = false
            }
        case .lingering: goesOn = false
        case .answering, .hanging, .streaming: preconditionFailure("a deadline while the handler works")
        case .closing: break
        }
    }
}
