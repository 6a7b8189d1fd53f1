extension KnownOperations {
    /// The entry points of OIDC beside the description, of OAuth 2.0, CAS and SAML, of the V2 API and GraphQL, of event
    /// subscriptions and of the vendor's login component.
    ///
    /// Sources: the SDKs and public programs; the methods are those that were seen, and others may exist.
    static let entryPoints = Rows(
        text: """
            GET /api/v2/saml-idp/{appId}
            ANY /api/v2/**
            GET /cas-idp/logout
            GET /cas-idp/{appId}
            GET /cas-idp/{appId}/login
            GET /cas-idp/{appId}/p3/serviceValidate
            GET /cas-idp/{appId}/serviceValidate
            GET /cas-idp/{appId}/validate
            GET /cas/session
            GET /connection/social/{id}/{connId}/callback
            POST /connections/enterprise/{id}/start-sync
            POST /connections/social/douyin-miniprogram/bind
            POST /connections/social/wechat-miniprogram/bind
            GET /events/v1/authentication/sub
            GET /events/v1/management/sub
            ANY /graphql
            ANY /graphql/**
            POST /interaction/authFlow
            ANY /interaction/federation/binding/**
            GET /login/profile/logout
            GET /logout
            GET /oauth/auth
            POST /oauth/auth
            GET /oauth/me
            POST /oauth/me
            ANY /oauth/oidc/**
            POST /oauth/token
            GET /oauth/token/introspection
            POST /oauth/token/introspection
            GET /oauth/token/revocation
            POST /oauth/token/revocation
            POST /oidc/auth
            POST /oidc/reg
            POST /oidc/session/end
            GET /oidc/token/introspection
            GET /oidc/token/revocation
            """, methodsAreSure: false, mayFollowApplicationId: true)
}
