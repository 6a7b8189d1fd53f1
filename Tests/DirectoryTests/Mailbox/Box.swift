import Locking

/// A value that work on another queue hands over.
final class Box<Value: Sendable>: Sendable {
    private let state: Lock<Value>

    init(_ value: Value) {
        state = Lock(value)
    }

    var value: Value { state.withLock(\.self) }

    func set(_ value: Value) {
        state.withLock { $0 = value }
    }

    func change(_ body: (inout Value) -> Void) {
        state.withLock(body)
    }
}
