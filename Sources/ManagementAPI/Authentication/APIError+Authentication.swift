internal import Contract

/// The refusals of credentials (auth.md, parts b and d). The texts of 1300 to 1306 are not recorded.
extension APIError {
    /// The credentials are missing, invalid or expired.
    static let notSignedIn = APIError(
        401, apiCode: 2020,
        Message(chinese: "尚未登录，无权限访问此请求", english: "Not logged in: no permission to access this request"))

    /// The access key is unknown, so no user pool is found.
    static let userPoolNotFound = APIError(
        404, apiCode: 2224, Message(chinese: "用户池不存在", english: "User pool does not exist"))

    /// The secret in a request for a management token is not that of the access key.
    ///
    /// No code is known.
    static let wrongSecret = APIError(
        401, Message(chinese: "accessKeySecret 错误", english: "Wrong accessKeySecret"))

    /// The access key is disabled.
    ///
    /// No code is known.
    static let accessKeyDisabled = APIError(
        401, Message(chinese: "accessKey 已被禁用", english: "The access key is disabled"))

    static let signatureMismatch = APIError(
        401, apiCode: 1300, Message(chinese: "签名错误", english: "Wrong signature"))
    static let signatureMethod = APIError(
        401, apiCode: 1301,
        Message(chinese: "签名方法错误，应为 HMAC-SHA1", english: "Wrong signature method, expected HMAC-SHA1"))
    static let signatureVersion = APIError(
        401, apiCode: 1302,
        Message(chinese: "签名版本错误，应为 1.0", english: "Wrong signature version, expected 1.0"))
    static let dateFormat = APIError(
        401, apiCode: 1303,
        Message(
            chinese: "时间格式错误，应为毫秒时间戳",
            english: "Wrong time format, expected a Unix timestamp in milliseconds"))
    static let dateMissing = APIError(
        401, apiCode: 1304, Message(chinese: "缺少 date 请求头", english: "The date header is missing"))
    static let clockSkew = APIError(
        401, apiCode: 1305,
        Message(chinese: "客户端时间与服务器时间相差过大", english: "The client's clock is too far from the server's"))
    static let nonceUsed = APIError(
        401, apiCode: 1306, Message(chinese: "签名已被使用", english: "The signature has been used already"))
}
