"""A pool that was changed through the API, exported, and created from the export is the same pool."""

import random

import pytest

from emulator import run_to_exit
from envelope import accepted
from sample_seeds import ALICE, ORGANIZATION, TENANT, USER_IDS, pool, standard_seed

LANGUAGES = ["zh-CN", "en-US", "zh-TW", "ja-JP"]
TEXTS = ["x", "中文 \"q\" \\ \u2028", "😀" * 64, "0", " ", "a/b", "<&>", "\u0001\n\t"]
LONG = "l" * 100


def export(data):
    result = run_to_exit("export", "--data", data)
    assert result.returncode == 0, result.stderr
    return result.stdout


class Caller:
    """Makes calls at random; what the service refuses is no matter, what it does is."""

    def __init__(self, server, number):
        self.caller = server.caller()
        self.random = random.Random(number)
        self.users, self.codes, self.groups = list(USER_IDS[:10]) + [ALICE], [ORGANIZATION], ["developers"]
        self.departments = ["acme-root", "dep-platform", "dep-storage", "dep-sales"]
        self.done = {}

    def call(self, operation, **body):
        envelope = self.caller.post(operation, body).envelope
        assert envelope["statusCode"] in (200, 400, 404, 409), (operation, body, envelope)
        if envelope["statusCode"] == 200:
            self.done[operation] = self.done.get(operation, 0) + 1
        return envelope.get("data") if envelope["statusCode"] == 200 else None

    def text(self):
        return self.random.choice(TEXTS)

    def some(self, values, least=0):
        return self.random.sample(values, self.random.randint(least, min(4, len(values))))

    def code(self):
        return f"c{self.random.randrange(10**9)}"

    def i18n(self, member):
        languages = {name: {"enabled": self.random.random() < 0.5, "value": self.text()} for name in self.some(LANGUAGES)}
        return {member: languages}

    def custom_data(self):
        return {self.text(): self.random.choice([1, 2.50, True, None, "v", [1, {"a": "é"}], {}]) for _ in range(2)}

    def identity(self):
        return {
            "extIdpId": f"s{self.random.randrange(3)}",
            "provider": self.random.choice(["wechat", "lark", "azure-ad"]),
            "type": self.random.choice(["openid", "unionid"]),
            "userIdInIdp": f"a:{self.random.randrange(10**6)}",
            "userInfoInIdp": self.custom_data(),
            "accessToken": self.text(),
            "originConnIds": self.some(TEXTS),
        }

    def create_user(self):
        made = self.call(
            "create-user",
            username=self.code() + self.text(),
            phoneCountryCode=self.random.choice(["", "+86"]) if self.random.random() < 0.5 else None,
            phone=str(self.random.randrange(10**9)),
            email=f"{self.code()}@Example.com",
            name=self.text(),
            externalId=LONG + self.code(),
            birthdate="",
            customData=self.custom_data(),
            tenantIds=self.some([LONG, "t", "u"]),
            identities=[self.identity() for _ in range(self.random.randint(0, 2))],
            departmentIds=self.some(self.departments),
        )
        self.users += [made["userId"]] if made else []

    def update_user(self):
        status = self.random.choice(["Activated", "Archived", "Suspended"])
        gender = self.random.choice("MFU")
        body = {"nickname": self.text(), "customData": self.custom_data(), "email": ""}
        self.call("update-user", userId=self.random.choice(self.users), status=status, gender=gender, **body)

    def link(self):
        user_id, source = self.random.choice(self.users), f"s{self.random.randrange(3)}"
        self.call("link-identity", extIdpId=source, userId=user_id, userIdInIdp=self.text())
        if self.random.random() < 0.2:
            self.call("unlink-identity", extIdpId=source, userId=self.random.choice(self.users))

    def remove_user(self):
        operation = self.random.choice(["delete-users-batch", "resign-user-batch"])
        self.call(operation, userIds=[self.users[self.random.randrange(len(self.users))]])

    def change_groups(self):
        code = self.text() if self.random.random() < 0.3 else self.code()
        body = {"name": self.text(), "description": self.random.choice(["", self.text()]), "type": self.text()}
        if self.call("create-group", code=code, customData=self.custom_data(), **body):
            self.groups.append(code)
        self.call("add-group-members", code=self.random.choice(self.groups), userIds=self.some(self.users, 1))
        self.call("remove-group-members", code=self.random.choice(self.groups), userIds=self.some(self.users, 1))
        self.call("update-group", code=code, description="", newCode=self.code())

    def change_organizations(self):
        code = self.random.choice(["", self.code()])
        body = {"organizationName": self.text(), "description": self.text(), "i18n": self.i18n("organizationName")}
        tenant = {"tenantId": self.random.choice([TENANT, LONG])} if self.random.random() < 0.3 else {}
        made = self.call("create-organization", organizationCode=code, openDepartmentId=LONG, **body, **tenant)
        if made:
            status = self.random.choice(["true", "false"])
            self.call("update-organization-status", rootNodeId=made["departmentId"], status=status)
            if not tenant and code:
                self.codes.append(code)
                leaders = self.some(self.users)
                self.call("update-organization", organizationCode=code, leaderUserIds=leaders)
        if self.random.random() < 0.1:
            self.call("delete-organization", organizationCode=self.random.choice(self.codes[1:] or ["x"]))

    def change_departments(self):
        place = {"organizationCode": self.random.choice(self.codes)}
        made = self.call(
            "create-department",
            **place,
            name=self.text(),
            parentDepartmentId=self.random.choice(["root", *self.departments]),
            code=self.code() if self.random.random() < 0.5 else None,
            openDepartmentId=LONG + self.code() if self.random.random() < 0.5 else None,
            description="",
            isVirtualNode=self.random.random() < 0.5,
            i18n=self.i18n("name"),
            customData=self.custom_data(),
        )
        self.departments += [made["departmentId"]] if made else []
        there = place | {"departmentId": self.random.choice(["root", *self.departments])}
        self.call("add-department-members", **there, userIds=self.some(self.users))
        self.call("remove-department-members", **there, userIds=self.some(self.users))
        parent = {"parentDepartmentId": self.random.choice(self.departments)} if self.random.random() < 0.5 else {}
        self.call("update-department", **there, **parent, leaderUserIds=self.some(self.users), status=False)
        self.call("update-department-status", departmentId=self.random.choice(self.departments), status=True)
        self.call("create-department-tree", name=self.text(), children=self.some(TEXTS), members={"username": self.code()})
        if self.random.random() < 0.1:
            self.call("delete-department", **there)

    def set_departments(self):
        places = [
            {"departmentId": one, "isLeader": self.random.random() < 0.5, "isMainDepartment": self.random.random() < 0.3}
            for one in self.some(self.departments, 1)
        ]
        self.call("set-user-departments", userId=self.random.choice(self.users), departments=places)

    def delete_relations(self):
        self.call("delete-user-sync-relations", userId=self.random.choice(self.users), provider="lark")

    STEPS = [create_user, update_user, link, remove_user, change_groups, change_organizations, change_departments]
    STEPS += [set_departments, delete_relations]

    def step(self):
        self.random.choice(self.STEPS)(self)


def pages(client_method, **options):
    found, page = [], 1
    while True:
        data = accepted(client_method(page=page, limit=50, **options))
        found += data["list"]
        if len(found) >= data["totalCount"]:
            return found
        page += 1


def shown(server):
    """What the API shows of the pool, times and the order of joining included."""
    client = server.client()
    everything = {"with_custom_data": True, "with_identities": True}
    organizations = pages(client.list_organizations, with_custom_data=True)
    codes = [one["organizationCode"] for one in organizations if one["organizationCode"]]
    members = {code: accepted(client.list_department_member_ids(code, "root")) for code in codes}
    trees = [accepted(client.get_all_departments(code, with_custom_data=True))["list"] for code in codes]
    users = pages(client.list_users_legacy, **everything)
    joined = [accepted(client.get_user_departments(user["userId"], limit=50))["list"] for user in users]
    groups = accepted(client.get_all_groups(True, True))
    trees = [sorted(tree, key=lambda one: one["departmentId"]) for tree in trees]
    return [users, joined, organizations, members, trees, groups]


@pytest.mark.parametrize("number", range(4))
def test_a_pool_changed_at_random(launch, tmp_path, number):
    content = standard_seed()
    content["userPools"] = content["userPools"][:1]
    for index, one in enumerate(content["userPools"][0]["users"]):
        one["loginsCount"], one["lastLogin"] = index, "2024-02-29T12:00:00.001Z"
        one["userSourceType"], one["userSourceId"] = "sync", f"source-{index}"
        one["syncRelations"] = [{"provider": "lark", "userIdInIdp": f"ou:{index}", "userInfoInIdp": {"a": 1.0}}]
    first = launch(seed=content, data=tmp_path / "first")
    caller = Caller(first, number)
    for _ in range(120):
        caller.step()
    assert len(caller.done) >= 18, caller.done
    exported = export(tmp_path / "first")
    path = tmp_path / "exported.json"
    path.write_text(exported, "utf-8")
    second = launch("--seed", path, data=tmp_path / "second")
    assert export(tmp_path / "second") == exported
    assert shown(second) == shown(first)


def test_the_seed_of_a_pool_without_anything(launch, tmp_path):
    launch(seed={"userPools": [pool()]}, data=tmp_path / "data")
    path = tmp_path / "exported.json"
    path.write_text(export(tmp_path / "data"), "utf-8")
    launch("--seed", path, data=tmp_path / "again")
    assert export(tmp_path / "again") == path.read_text("utf-8")
