public import ArgumentParser

/// A value whose description is what a user writes.
///
/// The package finds the texts of defaults and possible values by reflection and key paths, for each option of each
/// start; here they are known.
public protocol TextOption: ExpressibleByArgument, CustomStringConvertible {}

extension TextOption {
    public var defaultValueDescription: String { description }
}

/// One of several words.
public protocol WordOption: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension WordOption {
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    public var defaultValueDescription: String { rawValue }
}
