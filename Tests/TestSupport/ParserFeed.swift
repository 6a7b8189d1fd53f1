import Bytes
package import HTTP

/// Feeds a parser as a connection does, in pieces, and writes down what it finds.
package struct ParserFeed {
    private var parser: RequestParser
    private var waiting: [UInt8] = []
    /// A line for each request, and one for the refusal that ended the connection.
    package private(set) var events: [String] = []
    private var isRefused = false

    /// A feed for one connection.
    package init(limits: Limits = Limits()) {
        parser = RequestParser(limits: limits)
    }

    /// The parser's events for `bytes` that arrive in pieces, cut at the ascending offsets `cuts`.
    package static func events(
        _ bytes: [UInt8], cutAt cuts: some Sequence<Int>, limits: Limits = Limits()
    ) -> [String] {
        var feed = ParserFeed(limits: limits)
        var start = 0
        for cut in cuts {
            feed.receive(bytes[start..<cut])
            start = cut
        }
        feed.receive(bytes[start...])
        return feed.events + (feed.isIncomplete ? ["incomplete"] : [])
    }

    private var isIncomplete: Bool { !isRefused && !parser.isBetweenMessages }

    /// Reads the next bytes.
    package mutating func receive(_ bytes: some Collection<UInt8>) {
        guard !isRefused else { return }
        waiting += bytes
        do throws(Refusal) {
            while !waiting.isEmpty, try takeRequest() {}
        } catch {
            events.append("refused \(error.rawValue)")
            isRefused = true
        }
    }

    private mutating func takeRequest() throws(Refusal) -> Bool {
        var count = waiting.count
        var outcome: Result<RequestParser.Progress, Refusal> = .success(.needsMore)
        var event: String?
        waiting.withUnsafeMutableBytes { bytes in
            do throws(Refusal) {
                let progress = try parser.resume(bytes, count: &count)
                if progress == .complete {
                    event = Self.text(parser.request(in: UnsafeRawBufferPointer(bytes)))
                }
                outcome = .success(progress)
            } catch {
                outcome = .failure(error)
            }
        }
        waiting.removeLast(waiting.count - count)
        guard try outcome.get() == .complete, let event else { return false }
        events.append(event)
        waiting.removeFirst(parser.messageBytes)
        parser.reset()
        return true
    }

    private static func text(_ request: borrowing Request) -> String {
        var target = latin1(request.path)
        if let query = request.query { target += "?" + latin1(query) }
        if target.unicodeScalars.count > 1000 { target = "\(target.unicodeScalars.count) bytes" }
        let body = request.body.count > 1000 ? "\(request.body.count) bytes" : latin1(request.body)
        return "\(request.method.rawValue) \(target) host=\(latin1(request.host)) body=\(body)"
    }

    private static func latin1(_ bytes: ByteView) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
