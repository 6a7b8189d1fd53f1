"""Every read operation of the directory, in the shapes that differ in how they find their rows.

A call is a name, a method, an operation and a body; `last` means the last page of ten of a list.
"""

import dataclasses

from pool import ORGANIZATION, user_id

USER = f"userId={user_id(42)}"
DEPARTMENT = "department-0001"
WHERE = f"organizationCode={ORGANIZATION}&departmentId={DEPARTMENT}"
ROOT = f"organizationCode={ORGANIZATION}&departmentId=root"
OF_USER = [
    "get-user-accessible-apps",
    "get-user-authorized-apps",
    "get-user-identities",
    "get-user-logged-in-identities",
    "get-user-loggedin-apps",
    "get-user-login-history",
    "get-user-principal-authentication-info",
    "get-user-roles",
    "get-user-sync-relations",
    "get-user-authorized-resources",
    "get-user-groups",
    "get-user-departments",
    "get-user",
]


@dataclasses.dataclass(frozen=True)
class Call:
    """One request."""

    name: str
    method: str
    operation: str
    body: dict | None = None


def get(name, query="", note=""):
    return Call(f"{name} {note}".strip(), "GET", f"{name}?{query}")


def post(name, body, note=""):
    return Call(f"{name} {note}".strip(), "POST", name, body)


def users(note, options=None, page=1, **body):
    options = {"pagination": {"page": page, "limit": 10}} | (options or {})
    return post("list-users", body | {"options": options}, note)


def reads(size):
    """The calls for a pool of a size."""
    last_user, last_member = size.users // 10, size.largest_group // 10
    page = "page=1&limit=10"
    searched = {"organizationCode": ORGANIZATION}
    calls = [get(name, USER) for name in OF_USER]
    calls += [
        get("get-user-batch", f"userIds={user_id(1)},{user_id(2)}".replace(",", "&userIds=")),
        post("is-user-exists", {"username": "worker_000042"}),
        get("list-users", page, "(GET)"),
        get("list-archived-users", page),
        users(""),
        users("last page", page=last_user),
        users("with departments", {"withDepartmentIds": True}),
        users("one user", keywords="worker_000042"),
        users("two Chinese letters", keywords="王伟"),
        users("nobody", keywords="nobody at all"),
        users("every user", keywords="example.com"),
        users("two letters", keywords="wo"),
        users("a field", {"fuzzySearchOn": ["externalId"]}, keywords="external-000042"),
        users("CONTAINS", advancedFilter=[{"field": "name", "operator": "CONTAINS", "value": "王伟"}]),
        users("EQUAL", advancedFilter=[{"field": "email", "operator": "EQUAL", "value": "worker-000042@example.com"}]),
        users("gender EQUAL", advancedFilter=[{"field": "gender", "operator": "EQUAL", "value": "M"}]),
        users("status IN", advancedFilter=[{"field": "status", "operator": "IN", "value": ["Archived"]}]),
    ]
    for field in ["createdAt", "updatedAt", "username", "email", "phone", "externalId", "status", "gender"]:
        calls.append(users(f"by {field}", {"sort": [{"field": field, "order": "asc"}]}))
    calls += [
        get("get-group", "code=group-0000"),
        get("list-groups", page),
        get("list-groups", page + "&keywords=group-000", "keywords"),
        get("list-groups", page + "&keywords=nobody", "keywords, none"),
        get("get-all-groups"),
        get("list-group-members", "code=group-0000&" + page),
        get("list-group-members", f"code=group-0000&page={last_member}&limit=10", "last page"),
        get("get-group-authorized-resources", "code=group-0000"),
        get("get-organization", f"organizationCode={ORGANIZATION}"),
        get("get-organization-batch", f"organizationCodeList={ORGANIZATION}"),
        get("list-organizations", page),
        get("search-organizations", "keywords=acme&" + page),
        get("get-department", WHERE),
        get("get-department-by-id", f"departmentId={DEPARTMENT}"),
        get("get-parent-department", WHERE),
        get("list-children-departments", WHERE),
        get("get-all-departments", ROOT),
        get("get-department-sync-relations", WHERE),
        get("is-user-in-department", f"{WHERE}&userId={user_id(1)}"),
        get("is-user-in-department", f"{ROOT}&userId={user_id(1)}&includeChildrenDepartments=true", "below"),
        get("list-department-member-ids", WHERE),
        get("list-department-members", f"{WHERE}&{page}"),
        get("list-department-members", f"{WHERE}&{page}&sortBy=Default", "by user"),
        get("list-department-members", f"{ROOT}&{page}&includeChildrenDepartments=true", "below"),
        get("list-department-members", f"{ROOT}&{page}&includeChildrenDepartments=true&sortBy=Default", "below by user"),
        get("search-department-members", f"{WHERE}&{page}&keywords=example"),
        get("search-department-members", f"{ROOT}&{page}&includeChildrenDepartments=true&keywords=000042", "below"),
        post("search-departments", searched | {"keywords": "0012"}),
        post("search-departments-list", searched | {"page": 1, "limit": 10}),
    ]
    return calls
