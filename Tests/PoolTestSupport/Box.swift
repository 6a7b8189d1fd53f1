internal import Locking

/// A value that work on another queue hands over.
public final class Box<Value: Sendable>: Sendable {
    private let state: Lock<Value>

    public init(_ value: Value) {
        state = Lock(value)
    }

    public var value: Value { state.withLock(\.self) }

    public func set(_ value: Value) {
        state.withLock { $0 = value }
    }

    public func change(_ body: (inout Value) -> Void) {
        state.withLock(body)
    }
}
