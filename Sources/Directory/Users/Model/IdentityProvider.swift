/// The kind of an identity source (`IdentityDto.provider` of the public description).
public enum IdentityProvider: String, CaseIterable, Sendable {
    case oidc, oauth2, saml, ldap, ad, cas
    case azureAD = "azure-ad"
    case wechat, google, qq, wechatwork, dingtalk, weibo, github, alipay, apple, baidu, lark, gitlab, twitter
    case facebook, slack, linkedin, yidun, qingcloud, gitee, instagram, welink, huawei, honor, xiaomi, oppo
    case aws, amazon, douyin, kuaishou, line, sdbz
    /// In the newer Node and Java SDKs, not in the description.
    case zjzwfw, zzding, seeyona8v5
}
