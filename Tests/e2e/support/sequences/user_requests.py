"""Requests about users."""

from model.answers import text
from model.department_reads import milliseconds
from sequences.choices import (
    EMAILS,
    EXTERNAL_IDS,
    ID_TYPES,
    KEYWORDS,
    NAMES,
    PHONES,
    STATUSES,
    USERNAMES,
)

NAMED = {
    "username": [*USERNAMES, ""],
    "email": [*EMAILS, ""],
    "phone": [*PHONES, ""],
    "externalId": [*EXTERNAL_IDS, ""],
}
PLAIN = {
    "phoneCountryCode": ["+86", "+1"],
    "name": NAMES,
    "nickname": ["Kitty", "ann"],
    "status": STATUSES,
    "gender": ["M", "F", "U"],
    "emailVerified": [True, False],
    "company": ["Steam", "steam 100%"],
    "birthdate": ["2000-01-01"],
    "identityNumber": ["1380"],
    "photo": ["https://example.com/p.png"],
    "customData": [
        {"a": "x"},
        {"a": 7},
        {"d": True},
        {"b": [1, {"c": None}]},
        {"c": {"x": 1}},
        {"c": {"y": None}},
        {"a": None},
        {"a": "l" * 1024},
        {"a": "l" * 1025},
        {},
    ],
}
SORTED = ["createdAt", "updatedAt", "email", "username", "externalId", "phone", "status", "statusChangedAt", "gender"]
SHOWN = ["withCustomData", "withIdentities", "withDepartmentIds"]


def person(choose):
    """The fields of a new user, mostly with a name."""
    named = choose.subset(NAMED) if choose.chance(90) else {}
    departments = {}
    if choose.chance(30):
        departments = {"departmentIds": [choose.department_id(None) for _ in range(choose.number(1, 2))]}
    return named | choose.subset(PLAIN) | departments


def create_user(choose):
    fields = person(choose)
    if fields.get("departmentIds") and choose.chance(40):
        id_type = choose.one(ID_TYPES)
        fields["departmentIds"] = [choose.department_id(None, id_type)]
        fields["options"] = {"departmentIdType": id_type}
    return fields


def create_users_batch(choose):
    return {"list": [person(choose) for _ in range(choose.number(1, 3))]}


def changes(choose):
    return choose.subset(NAMED) | choose.subset(PLAIN)


def update_user(choose):
    who = choose.user()
    options = {"options": {"userIdType": who.pop("userIdType")}} if "userIdType" in who else {}
    return who | changes(choose) | options


def update_user_batch(choose):
    return {"list": [choose.user(plain=True) | changes(choose) for _ in range(choose.number(0, 2))]}


def several(choose):
    """`userIds` with their type, in most cases the vendor's ids."""
    if choose.chance(70):
        return {"userIds": choose.user_ids()}
    who = choose.user()
    return {"userIds": [who["userId"]]} | ({"userIdType": who["userIdType"]} if "userIdType" in who else {})


def delete_users_batch(choose):
    fields = several(choose)
    id_type = fields.pop("userIdType", None)
    return fields | ({"options": {"userIdType": id_type}} if id_type else {})


def resign_user(choose):
    return choose.user()


def resign_user_batch(choose):
    return several(choose)


def get_user(choose):
    return choose.user() | choose.flags(*SHOWN, "withPost")


def get_user_batch(choose):
    return several(choose) | choose.flags(*SHOWN)


def is_user_exists(choose):
    return choose.subset(NAMED)


def condition(choose):
    """One item of `advancedFilter`."""
    field = choose.one(["username", "email", "phone", "status", "createdAt", "updatedAt", "emailVerified", "id", "company"])
    values = {
        "status": STATUSES,
        "createdAt": moments(choose),
        "updatedAt": moments(choose),
        "emailVerified": [True, False],
        "id": [text(user.id) for user in choose.state.users] or ["nobody"],
        "username": USERNAMES,
        "email": EMAILS,
        "phone": PHONES,
        "company": ["steam", "Steam", "100%"],
    }[field]
    operators = ["EQUAL", "NOT_EQUAL", "IN", "IS_NULL", "NOT_NULL"]
    if field in ("createdAt", "updatedAt"):
        operators = ["EQUAL", "IN", "GREATER", "LESSER", "BETWEEN"]
    elif field not in ("emailVerified", "status"):
        operators += ["CONTAINS", "NOT_CONTAINS"]
    operator = choose.one(operators)
    if operator in ("IS_NULL", "NOT_NULL"):
        return {"field": field, "operator": operator}
    value = choose.one(values)
    if operator == "IN":
        value = choose.some(values, 3)
    if operator == "BETWEEN":
        value = sorted([value, choose.one(values)])
    return {"field": field, "operator": operator, "value": value}


def moments(choose):
    """Times at which something has changed."""
    users = choose.state.users
    return [milliseconds(text(user.updated)) for user in users if text(user.updated)] or [0]


def list_users(choose):
    options = choose.flags(*SHOWN, "withPost")
    if choose.chance(40):
        options["pagination"] = choose.pages()
    if choose.chance(40):
        options["sort"] = [
            {"field": choose.one(SORTED), "order": choose.one(["asc", "desc"])} for _ in range(choose.number(1, 2))
        ]
    fields = {"options": options} if options else {}
    if choose.chance(40):
        fields["keywords"] = choose.one(KEYWORDS)
        if choose.chance(30):
            options["fuzzySearchOn"] = choose.some(["email", "name", "company", "id", "externalId"], 3)
            fields["options"] = options
    if choose.chance(50):
        fields["advancedFilter"] = [condition(choose) for _ in range(choose.number(1, 2))]
    return fields


def get_list_users(choose):
    fields = choose.pages() | choose.flags(*SHOWN, "withPost")
    if choose.chance(40):
        fields["status"] = choose.one(STATUSES)
    if choose.chance(30):
        fields[choose.one(["updatedAtStart", "updatedAtEnd"])] = choose.one(moments(choose))
    return fields


def list_archived_users(choose):
    return choose.pages() | ({"startAt": choose.one(moments(choose))} if choose.chance(30) else {})


def get_user_identities(choose):
    return choose.user()


CHANGES = [
    create_user,
    create_users_batch,
    update_user,
    update_user_batch,
    delete_users_batch,
    resign_user,
    resign_user_batch,
]
LOOKS = [get_user, get_user_batch, is_user_exists, list_users, get_list_users, list_archived_users, get_user_identities]
