/// The type of a value in a request or a response of the control API; checks of requests and the description use it.
indirect enum ControlType: Sendable {
    case string
    case integer
    case number
    case boolean
    /// A time in ISO 8601, in UTC.
    case time
    /// An object of another format, such as a user pool of a seed.
    case foreignObject
    /// Any JSON value.
    case any
    /// An object with known members.
    case object(ControlObject)
    /// An array.
    case list(ControlType)
}

/// An object with known members.
struct ControlObject: Sendable {
    /// Its name in the description, `UserPool`.
    let name: String
    /// Its members.
    let fields: [ControlField]
}

/// A member of an object, or a parameter of a query.
struct ControlField: Sendable {
    /// Its name.
    let name: String
    /// Its type.
    let type: ControlType
    /// Whether it is always present.
    let isRequired: Bool
    /// What it means, in a sentence.
    let summary: String

    /// A member that is always present.
    static func required(_ name: String, _ type: ControlType, _ summary: String) -> ControlField {
        ControlField(name: name, type: type, isRequired: true, summary: summary)
    }

    /// A member that may be absent.
    static func optional(_ name: String, _ type: ControlType, _ summary: String) -> ControlField {
        ControlField(name: name, type: type, isRequired: false, summary: summary)
    }
}
