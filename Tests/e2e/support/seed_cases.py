"""Seeds that the schema accepts and refuses, to compare schema and loader."""


HASH = "$scrypt$ln=12,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U"


def seed(**pool):
    return {"userPools": [{"id": "pool", "name": "Pool", **pool}]}


def with_organization(**organization):
    return seed(organizations=[{"organizationCode": "o", "organizationName": "O", **organization}])


def with_department(**department):
    return with_organization(departments=[{"name": "D", **department}])


def nested(levels):
    """A department with one below it, and so on."""
    return {"name": "D", "children": [nested(levels - 1)]} if levels > 1 else {"name": "D"}


ACCEPTED = {
    "a pool with nothing in it": seed(),
    "an id of 64 characters": seed(users=[{"userId": "u" * 64}]),
    "an id of 64 characters outside ASCII": seed(users=[{"userId": "用" * 64}]),
    "an id that is a space": seed(groups=[{"code": " ", "name": "G"}]),
    "a user with only an email": seed(users=[{"email": "a@example.com"}]),
    "a user with only a phone": seed(users=[{"phone": "18800000000"}]),
    "a user with only a username": seed(users=[{"username": "a"}]),
    "a user with a password": seed(users=[{"username": "a", "password": "secret"}]),
    "a user with the hash of a password": seed(users=[{"username": "a", "passwordHash": HASH}]),
    "a user with a one-time secret": seed(users=[{"username": "a", "otp": {"secret": "s", "recoveryCode": "r"}}]),
    "a user with second factors": seed(
        users=[{"username": "a", "mfa": {"mfaPhone": "1", "applicationMfa": [{"mfaPolicy": "SMS", "sort": 1}]}}]
    ),
    "empty lists": seed(accessKeys=[], users=[], groups=[], organizations=[]),
    "any content in customData": with_department(customData={"a": [1, {"b": None}], "": False}),
    "a department ten levels deep": with_organization(departments=[nested(10)]),
    "empty texts that are none": seed(
        users=[
            {"username": "a", "userId": "", "email": "", "phone": "", "externalId": "", "password": "", "mainDepartmentId": ""},
            {"username": "", "userId": "b", "email": "", "phone": "", "externalId": "", "passwordHash": ""},
        ],
        groups=[{"code": "g", "name": "G", "id": "", "type": ""}],
        organizations=[
            {
                "organizationCode": "o",
                "organizationName": "O",
                "departmentId": "",
                "openDepartmentId": "",
                "tenantId": "",
                "departments": [{"name": "D", "departmentId": "", "code": "", "openDepartmentId": "", "customId": ""}],
            }
        ],
    ),
    "times of everything": seed(
        createdAt="2020-01-01T00:00:00Z",
        users=[{"userId": "u", "createdAt": "2021-01-01T00:00:00.5Z", "lastLogin": "2022-01-01T08:00:00+08:00"}],
        groups=[
            {
                "code": "g",
                "name": "G",
                "updatedAt": "2021-01-01T00:00:00Z",
                "members": [{"user": "u", "joinedAt": "2021-01-01T00:00:00Z"}],
            }
        ],
    ),
}

REFUSED = {
    "no pools": {},
    "an empty list of pools": {"userPools": []},
    "pools that are not a list": {"userPools": {"id": "pool", "name": "Pool"}},
    "a list at the top": [],
    "an unknown member at the top": {**seed(), "userPool": []},
    "a pool without id": {"userPools": [{"name": "Pool"}]},
    "a pool without name": {"userPools": [{"id": "pool"}]},
    "an empty pool id": {"userPools": [{"id": "", "name": "Pool"}]},
    "a pool id of 65 characters": {"userPools": [{"id": "p" * 65, "name": "Pool"}]},
    "a pool id that is a number": {"userPools": [{"id": 1, "name": "Pool"}]},
    "an unknown member of a pool": seed(posts=[]),
    "null instead of a list": seed(users=None),
    "an access key without secret": seed(accessKeys=[{"id": "k"}]),
    "an access key with an empty secret": seed(accessKeys=[{"id": "k", "secret": ""}]),
    "a user without any key": seed(users=[{"name": "Nobody", "externalId": "1"}]),
    "a user with an empty username": seed(users=[{"username": ""}]),
    "a user id of 65 characters": seed(users=[{"userId": "u" * 65}]),
    "a password beside its hash": seed(users=[{"username": "a", "password": "secret", "passwordHash": HASH}]),
    "a password for a hash": seed(users=[{"username": "a", "passwordHash": "secret"}]),
    "a hash without a key": seed(users=[{"username": "a", "passwordHash": "$scrypt$ln=12,r=8,p=1$c2FsdA"}]),
    "a one-time secret without the secret": seed(users=[{"username": "a", "otp": {"recoveryCode": "r"}}]),
    "an unknown member of otp": seed(users=[{"username": "a", "otp": {"secret": "s", "code": "c"}}]),
    "a second factor without its kind": seed(users=[{"username": "a", "mfa": {"applicationMfa": [{"status": 1}]}}]),
    "the state of a second factor as text": seed(
        users=[{"username": "a", "mfa": {"applicationMfa": [{"mfaPolicy": "SMS", "status": "1"}]}}]
    ),
    "a day for a time": seed(users=[{"username": "a", "createdAt": "2024-01-01"}]),
    "a number for a time": seed(users=[{"username": "a", "lastLogin": 1656814830000}]),
    "fewer logins than none": seed(users=[{"username": "a", "loginsCount": -1}]),
    "an unknown source": seed(users=[{"username": "a", "userSourceType": "import"}]),
    "a place in the order of joining a group": seed(
        users=[{"userId": "u"}], groups=[{"code": "g", "name": "G", "members": [{"user": "u", "joinOrder": 1}]}]
    ),
    "a place before the first": with_organization(members=[{"user": "u", "joinOrder": 0}]),
    "a leader with a time": with_organization(leaderUserIds=[{"user": "u", "joinedAt": "2024-01-01T00:00:00Z"}]),
    "an unknown status": seed(users=[{"username": "a", "status": "activated"}]),
    "an unknown gender": seed(users=[{"username": "a", "gender": "X"}]),
    "a phone that is a number": seed(users=[{"phone": 18800000000}]),
    "emailVerified as text": seed(users=[{"email": "a@example.com", "emailVerified": "true"}]),
    "customData that is a list": seed(users=[{"username": "a", "customData": []}]),
    "a group without code": seed(groups=[{"name": "G"}]),
    "a group without name": seed(groups=[{"code": "g"}]),
    "a group code of 65 characters": seed(groups=[{"code": "g" * 65, "name": "G"}]),
    "group members that are not text": seed(groups=[{"code": "g", "name": "G", "members": [{"userId": "u"}]}]),
    "an empty member": seed(groups=[{"code": "g", "name": "G", "members": [""]}]),
    "an organization without code": seed(organizations=[{"organizationName": "O"}]),
    "an organization without name": seed(organizations=[{"organizationCode": "o"}]),
    "an organization with children": with_organization(children=[]),
    "a department without name": with_organization(departments=[{"code": "d"}]),
    "a department with departments": with_department(departments=[]),
    "a department code of 65 characters": with_department(code="d" * 65),
    "a status that is text": with_department(status="false"),
    "a sync relation without provider": with_department(syncRelations=[{"userIdInIdp": "1"}]),
    "a sync relation that is text": with_department(syncRelations=["lark:1"]),
    "a leader outside a list": with_department(leaderUserIds="u"),
    "a fault deep in the tree": with_department(children=[{"name": "E", "children": [{"name": "F", "member": []}]}]),
}
