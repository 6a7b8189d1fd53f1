/// What an operation answers: the part of its declaration that documents are made from.
///
/// The writers of the data types are plain code beside these declarations. That both say the same is held by the
/// tests through a real server, which check every recorded answer against the document made from the declarations.
public indirect enum ReplyType: Sendable {
    /// A string.
    case text
    /// A time, ISO 8601 in UTC with milliseconds.
    case time
    /// One of a few strings.
    case choice([String])
    /// A whole number.
    case integer
    /// A truth value.
    case boolean
    /// An object of any shape.
    case anyObject
    /// An array.
    case list(of: ReplyType)
    /// An object with the given members.
    case object(ReplyObject)
    /// No value: `null`; an array of it is always empty.
    case nothing

    /// Whether it is a list, with pages or without, that nothing emulated can be in.
    public var isAlwaysEmpty: Bool {
        switch self {
        case .list(.nothing): true
        case .object(let object) where object.name == nil: object.members.last?.type.isAlwaysEmpty ?? false
        default: false
        }
    }
}

/// A data type of the public description, as the emulator answers it.
public struct ReplyObject: Sendable {
    /// The data type's name; nil for one that only one answer has.
    public let name: String?
    /// The members in the order in which they are written.
    public let members: [ReplyMember]
    /// Whether custom fields stand behind the members when the call asks for it by `flatCustomData`.
    public let hasFlatCustomData: Bool

    /// Declares a data type.
    public init(_ name: String?, _ members: [ReplyMember], hasFlatCustomData: Bool = false) {
        self.name = name
        self.members = members
        self.hasFlatCustomData = hasFlatCustomData
    }
}

/// A member of an object in an answer.
public struct ReplyMember: Sendable {
    /// The name on the wire.
    public let name: String
    /// The values it takes.
    public let type: ReplyType
    /// Whether it is there in every answer; else only when the call asks for it.
    public private(set) var isAlwaysThere = true
    /// Whether it may be `null`.
    public private(set) var isNullable = false

    /// Declares a member that is always there and never null.
    public init(_ name: String, _ type: ReplyType) {
        self.name = name
        self.type = type
    }

    /// The same, null when there is no value.
    public var orNull: ReplyMember {
        var member = self
        member.isNullable = true
        return member
    }

    /// The same, there only when the call asks for it.
    public var whenAsked: ReplyMember {
        var member = self
        member.isAlwaysThere = false
        return member
    }
}

extension ReplyType {
    /// The names of an object's members; none of another type.
    public var memberNames: Set<String> {
        guard case .object(let object) = self else { return [] }
        return Set(object.members.map(\.name))
    }

    /// The answer that tells success and no more (`IsSuccessDto`).
    public static let success = ReplyType.object(
        ReplyObject("IsSuccessDto", [ReplyMember("success", .boolean)]))

    /// The answer of a list with pages (`…PagingDto`).
    public static func page(of element: ReplyType) -> ReplyType {
        .object(
            ReplyObject(nil, [ReplyMember("totalCount", .integer), ReplyMember("list", .list(of: element))]))
    }

    /// The strings of an enumeration.
    public static func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type)
        -> ReplyType
    {
        .choice(Choice.allCases.map(\.rawValue))
    }
}
