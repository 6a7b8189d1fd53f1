internal import ArgumentParser
public import Contract
internal import Directory
internal import ManagementAPI

/// Options of `serve`: how the API answers.
struct APIOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How callers are checked; off accepts any credentials or none.", valueName: "mode"))
    var auth = AuthenticationMode.strict

    @Option(help: ArgumentHelp("Language of messages if the request names none.", valueName: "language"))
    var lang = Language.english

    @Option(
        help: ArgumentHelp(
            "Message of success; empty on the live service.", valueName: "form"))
    var successMessage = SuccessMessage.documented

    @Option(help: ArgumentHelp("Lifetime of a management token.", valueName: "s"))
    var tokenLifetime = WholeSeconds(value: ManagementConfiguration().tokenLifetime)

    @Option(
        help: ArgumentHelp("Largest accepted clock difference of a signed request.", valueName: "s"))
    var maxClockSkew = WholeSeconds(value: ManagementConfiguration().maxClockSkew)
}

extension AuthenticationMode: WordOption {}
extension Language: WordOption {}
extension SuccessMessage: WordOption {}
