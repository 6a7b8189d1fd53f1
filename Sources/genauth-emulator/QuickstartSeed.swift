/// The seed of the first start, if there is neither a seed nor data: the samples of the public API pages.
///
/// It is the text of `fixtures/quickstart.json`, inside the program so that the program is one file; a test compares
/// the two.
enum QuickstartSeed {
    /// Its name in error messages.
    static let name = "the built-in quickstart"

    static let text = """
        {
          "userPools": [
            {
              "id": "59f86b4832eb28071bdd9214",
              "name": "Quickstart",
              "accessKeys": [
                {"id": "GEN_AUTH_ACCESS_KEY_ID", "secret": "GEN_AUTH_ACCESS_KEY_SECRET"},
                {"id": "GEN_AUTH_DISABLED_ACCESS_KEY_ID", "secret": "GEN_AUTH_DISABLED_ACCESS_KEY_SECRET", "enable": false}
              ],
              "users": [
                {
                  "userId": "6229ffaxxxxxxxxcade3e3d9",
                  "username": "zhangsan", "name": "张三", "gender": "M",
                  "email": "zhangsan@example.com", "phone": "18800000001"
                },
                {
                  "userId": "623c20b2a062aaaaf41b17da",
                  "username": "bob", "name": "Bob Miller", "gender": "M",
                  "email": "bob@example.com", "phone": "2025550101", "phoneCountryCode": "+1"
                },
                {
                  "userId": "623c20b2xxxxxxaaf41b17da",
                  "username": "alice", "name": "Alice Wang", "gender": "F",
                  "email": "alice@example.com", "phone": "18800000002"
                }
              ],
              "groups": [
                {"code": "developer", "name": "Developers", "description": "People who write code", "type": "static"}
              ],
              "organizations": [
                {
                  "organizationCode": "steamory",
                  "organizationName": "Steamory",
                  "departments": [
                    {"departmentId": "60b49eb83fd80adb96f26e68", "name": "Engineering", "code": "engineering"},
                    {"departmentId": "60b49eb8xxxxxxdb96f26e68", "name": "Support", "code": "support"}
                  ]
                }
              ]
            }
          ]
        }
        """ + "\n"
}
