import Testing

/// A signed request as a client sends it, with the signature an independent signer made.
///
/// Each `signature` is `base64(hmac.new(secret, text, sha1).digest())` of Python, where `text` is the method, the
/// header lines sorted by name, and `resource`.
struct SignatureVector: CustomTestStringConvertible, Sendable {
    let title: String
    let request: RequestText
    /// What the client's own code makes of the path and the parameters.
    let resource: String
    let signature: String
    /// Whether the resource is the first that is tried, the one the Node SDKs build from what they send.
    var isFirstResource = true

    var testDescription: String { title }

    static let date = "Mon, 06 May 2024 07:08:09 GMT"

    /// The headers of the Node SDKs, `x-authing-` or `x-genauth-`.
    static func node(_ prefix: String, sdk: String) -> [(name: String, value: String)] {
        [
            ("Date", date), ("\(prefix)lang", "zh-CN"), ("\(prefix)sdk-version", sdk),
            ("\(prefix)signature-method", "HMAC-SHA1"),
            ("\(prefix)signature-nonce", "0123456789abcdef0123456789abcdef"),
            ("\(prefix)signature-version", "1.0"),
        ]
    }

    static let authing = node("x-authing-", sdk: "authing-node-sdk:4.0.2")
    static let genauth = node("x-genauth-", sdk: "gen-auth-node-sdk:1.0.0")

    private static let csharp: [(name: String, value: String)] = [
        ("x-authing-date", "1714979289000"), ("x-authing-sdk-version", "authing-csharp-sdk:3.2.5"),
        ("x-authing-signature-method", "HMAC-SHA1"),
        ("x-authing-signature-nonce", "abcdefghijklmnopqrstuvwxyz0123"),
        ("x-authing-signature-version", "1.0"),
    ]

    private static let withoutNonce: [(name: String, value: String)] = [
        ("x-authing-date", "1714979289000"), ("x-authing-signature-method", "HMAC-SHA1"),
        ("x-authing-signature-version", "1.0"),
    ]

    private static let members = "/api/v3/add-group-members"
    private static let groups = "/api/v3/list-groups"
    private static let group = "/api/v3/get-group"
    private static let users = "/api/v3/get-user-batch"
    private static let departmentMembers =
        "/api/v3/list-department-members?organizationCode=steamory&departmentId=root"

    static let all = [
        SignatureVector(
            title: "a POST of the authing Node SDK",
            request: .post(
                members, #"{"userIds":["6229ffa","623c20b"],"code":"developer"}"#, headers: authing),
            resource: members + #"?code=developer&userIds=["6229ffa","623c20b"]"#,
            signature: "A5SINtVU1p1bEnnFJ6pZuLkgGRY="),
        SignatureVector(
            title: "a POST of the GenAuth Node SDK",
            request: .post(
                members, #"{"code":"developer","userIds":["6229ffa","623c20b"]}"#, headers: genauth),
            resource: members + #"?code=developer&userIds=["6229ffa","623c20b"]"#,
            signature: "sbsW4Aw8ROOyhai8TuSizitWC+k="),
        SignatureVector(
            title: "a GET with a blank and a plus",
            request: .get(
                groups + "?withCustomData=false&page=1&limit=10&keywords=a+b%2Bc", headers: authing),
            resource: groups + "?keywords=a b+c&limit=10&page=1&withCustomData=false",
            signature: "BLuywiUx1err31UIFp0ozOxrbN8="),
        SignatureVector(
            title: "a GET of the GenAuth Node SDK",
            request: .get(group + "?code=developer", headers: genauth),
            resource: group + "?code=developer", signature: "8SuXdbJX8tgb2+KNwhn/lidbAYk="),
        SignatureVector(
            title: "nested values, null, truth values and escapes in a body",
            request: .post(
                members,
                #"{"yes":true,"text":"say \"hi\"\\ \u4e2d","options":{"z":null,"y":[]},"number":1.5,"#
                    + #""nothing":null,"none":{},"list":[{"b":1,"a":"x"},null],"flag":false}"#,
                headers: authing),
            resource: members
                + #"?flag=false&list=[{"b":1,"a":"x"},null]&none={}&nothing=null&number=1.5"#
                + #"&options={"z":null,"y":[]}&text=say "hi"\ 中&yes=true"#,
            signature: "xEj9iMUJnxsnfuEjicFKff/tNbQ="),
        SignatureVector(
            title: "names sorted by UTF-16 units",
            request: .post(members, #"{"ﬀ":1,"😀":2,"name":"张三"}"#, headers: authing),
            resource: members + "?name=张三&😀=2&ﬀ=1", signature: "3NIb+KD/jpG9c+YWUtViPxaAgz8="),
        SignatureVector(
            title: "lists of a query as axios writes them",
            request: .get(groups + "?two[]=a&two[]=%E4%B8%AD+%22b%22&one%5B%5D=a", headers: authing),
            resource: groups + #"?one=["a"]&two=["a","中 \"b\""]"#, signature: "OIaaK+RC0cLqdiiwbc3ZfFz+ZOI="),
        SignatureVector(
            title: "a list of numbers in a query",
            request: .get(groups + "?two[]=1&two[]=2", headers: authing),
            resource: groups + "?two=[1,2]", signature: "3OYI7ROlG9G1A8F7zkPfCK7KsRs=", isFirstResource: false
        ),
        SignatureVector(
            title: "a question mark left standing by undefined values of a GET",
            request: .get(groups, headers: authing), resource: groups + "?",
            signature: "NkhJMMchvUJbacrWLXseJUpOBvA=", isFirstResource: false),
        SignatureVector(
            title: "a question mark left standing by undefined values of a POST",
            request: .post(members, "{}", headers: authing), resource: members + "?",
            signature: "iagadH32Q4Qmp2ihIwDvZ+WwLsg=", isFirstResource: false),
        SignatureVector(
            title: "an empty body", request: .post(members, "{}", headers: authing), resource: members,
            signature: "qG99eLXuUGyyhIR//Fu5Z2HyDLM="),
        SignatureVector(
            title: "a null that was signed and not sent",
            request: .get(group + "?code=developer", headers: authing),
            resource: group + "?code=developer&withCustomData=null",
            signature: "pruxbSif4LMkb7CFE2Vaa9i23yo=",
            isFirstResource: false),
        SignatureVector(
            title: "a null of the C# SDK",
            request: .post(
                "/api/v3/add-department-members", #"{"tenantId":null,"departmentId":"root"}"#, headers: csharp
            ),
            resource: "/api/v3/add-department-members?departmentId=root&tenantId",
            signature: "jE9etHMY3CoreP6pKOvKRQxnLf4=", isFirstResource: false),
        SignatureVector(
            title: "a client without nonce",
            request: .post(members, #"{"code":"developer"}"#, headers: withoutNonce),
            resource: members + "?code=developer", signature: "ekAvi1saFf+a9iPcwsIXTJfdVOk="),
        SignatureVector(
            title: "headers of both brands, one of them signed",
            request: .post(
                members, #"{"code":"developer"}"#, headers: genauth + [("x-authing-userpool-id", "pool")]),
            resource: members + "?code=developer", signature: "ejsxddDfcj3LY5efCi8WFHcTZwc="),
        SignatureVector(
            title: "an empty list that was signed and not sent",
            request: .get(users, headers: authing), resource: users + "?userIds=[]",
            signature: "vapspaK7ujOykZI2WjZyglx0uZE=", isFirstResource: false),
        SignatureVector(
            title: "an empty list and a null that were signed and not sent, among what was sent",
            request: .get(users + "?withIdentities=true", headers: authing),
            resource: users + "?userIdType=null&userIds=[]&withIdentities=true",
            signature: "jGHz+WDeyCNo5QlLscpVwhhBYxQ=", isFirstResource: false),
        SignatureVector(
            title: "two nulls out of ten absent fields",
            request: .get(departmentMembers, headers: authing),
            resource: "/api/v3/list-department-members?departmentId=root&departmentIdType=null&limit=null"
                + "&organizationCode=steamory",
            signature: "NomDgujnn1kjh0ur0lNM1SQoSXc=", isFirstResource: false),
        SignatureVector(
            title: "ten nulls",
            request: .get(departmentMembers, headers: authing),
            resource: "/api/v3/list-department-members?departmentId=root&departmentIdType=null"
                + "&includeChildrenDepartments=null&limit=null&orderBy=null&organizationCode=steamory&page=null"
                + "&sortBy=null&tenantId=null&withCustomData=null&withDepartmentIds=null&withIdentities=null",
            signature: "wlfZJFGy/LZr46Oza53j/ETHzxs=", isFirstResource: false),
        SignatureVector(
            title: "a list joined by commas, as the C# SDK signs and sends it",
            request: .get(users + "?userIds=6229ffa%2C623c20b", headers: csharp),
            resource: users + "?userIds=6229ffa,623c20b", signature: "kTjIpryTWvk4KP9/dPn89icjBXo="),
        SignatureVector(
            title: "a list joined by commas that was signed as a list",
            request: .get(users + "?userIds=6229ffa,623c20b", headers: authing),
            resource: users + #"?userIds=["6229ffa","623c20b"]"#, signature: "pbXauIVR7SjcHlUFz0ZfnvwB+Z8=",
            isFirstResource: false),
        SignatureVector(
            title: "a list as JSON text",
            request: .get(users + "?userIds=%5B%226229ffa%22%2C%22623c20b%22%5D", headers: authing),
            resource: users + #"?userIds=["6229ffa","623c20b"]"#, signature: "pbXauIVR7SjcHlUFz0ZfnvwB+Z8="),
        SignatureVector(
            title: "a list as PHP writes it",
            request: .get(users + "?userIds%5B0%5D=6229ffa&userIds%5B1%5D=623c20b", headers: authing),
            resource: users + #"?userIds=["6229ffa","623c20b"]"#, signature: "pbXauIVR7SjcHlUFz0ZfnvwB+Z8="),
        SignatureVector(
            title: "a list as the Java SDK prints it",
            request: .get(users + "?userIds=%5B6229ffa%2C+623c20b%5D", headers: authing),
            resource: users + "?userIds=[6229ffa, 623c20b]", signature: "piVaJs8faIDw2HmgIMQ4ztqYHoU="),
        SignatureVector(
            title: "a path with a slash at its end, signed so",
            request: .post("/api/v3/kick-users/", #"{"appIds":[]}"#, headers: authing),
            resource: "/api/v3/kick-users/?appIds=[]", signature: "NNfAZS6qvcqCc+M8sJ8vblqtpwU="),
        SignatureVector(
            title: "a path with a slash at its end, signed without",
            request: .post("/api/v3/kick-users/", #"{"appIds":[]}"#, headers: authing),
            resource: "/api/v3/kick-users?appIds=[]", signature: "0YYsyOnMGEFNOS3N8IspJEQXo1M=",
            isFirstResource: false),
        SignatureVector(
            title: "a path behind a host with a slash at its end",
            request: .post("//api/v3/kick-users", #"{"appIds":[]}"#, headers: authing),
            resource: "/api/v3/kick-users?appIds=[]", signature: "0YYsyOnMGEFNOS3N8IspJEQXo1M=",
            isFirstResource: false),
        SignatureVector(
            title: "a path with a slash at its end behind a host with one",
            request: .post("//api/v3/kick-users/", #"{"appIds":[]}"#, headers: authing),
            resource: "/api/v3/kick-users/?appIds=[]", signature: "NNfAZS6qvcqCc+M8sJ8vblqtpwU=",
            isFirstResource: false),
        SignatureVector(
            title: "a body without a byte", request: .post("/api/v3/list-users", "", headers: authing),
            resource: "/api/v3/list-users", signature: "RuPmsKnZ+8o9MClzEYUqP6QU9oY="),
        SignatureVector(
            title: "the body null", request: .post("/api/v3/list-users", "null", headers: authing),
            resource: "/api/v3/list-users", signature: "RuPmsKnZ+8o9MClzEYUqP6QU9oY="),
        SignatureVector(
            title: "names that are the same text in other bytes",
            request: .post(members, "{\"\u{e9}\":2,\"e\u{301}\":1}", headers: authing),
            resource: members + "?e\u{301}=1&\u{e9}=2", signature: "UVr4MhCml2jTnVUwCvwOQV5qd6g="),
        SignatureVector(
            title: "a tab in a header's value, and names in capitals",
            request: .get(
                group + "?code=developer",
                headers: authing.map { ($0.name.uppercased(), $0.value == "zh-CN" ? "zh\tCN " : $0.value) }),
            resource: group + "?code=developer", signature: "N7DOXPw7tLFll1MLAQiXkyKy764="),
    ]
}
