"""Seeds of user pools that differ in size only: the same ids and names, as far as both have them."""

import dataclasses
import random


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a pool is; memberships are counted in groups and departments together."""

    users: int
    groups: int
    departments: int
    memberships: int
    largest_group: int


LARGE = Size(users=100_000, groups=2_000, departments=5_000, memberships=500_000, largest_group=20_000)
SMALL = Size(users=100, groups=20, departments=20, memberships=500, largest_group=60)

ORGANIZATION = "acme"
CHILDREN = 8
DEPARTMENTS_OF_A_USER = 2
SURNAMES = "王李张刘陈杨黄赵吴周"
GIVEN_NAMES = "伟芳娜敏静丽强磊军洋"


@dataclasses.dataclass(frozen=True)
class Pool:
    """A pool with its access key."""

    name: str
    size: Size

    @property
    def id(self):
        return f"pool-{self.name}"

    @property
    def key(self):
        return f"key-of-{self.name}", f"secret-of-{self.name}"

    def seed(self):
        """The pool as a seed file describes it."""
        size = self.size
        dice = random.Random(size.users)
        key, secret = self.key
        in_groups = size.memberships - DEPARTMENTS_OF_A_USER * size.users - size.largest_group
        share = in_groups // (size.groups - 1)
        groups = [group(0, range(size.largest_group))]
        groups += [group(i, dice.sample(range(size.users), share)) for i in range(1, size.groups)]
        return {
            "id": self.id,
            "name": self.name,
            "accessKeys": [{"id": key, "secret": secret}],
            "users": [user(number, dice) for number in range(size.users)],
            "groups": groups,
            "organizations": [tree(size)],
        }


def user_id(number):
    return f"user-{number:06}"


def user(number, dice):
    """A user; every twentieth is archived, so that lists of those have pages too."""
    name = dice.choice(SURNAMES) + dice.choice(GIVEN_NAMES) + dice.choice(GIVEN_NAMES)
    return {
        "userId": user_id(number),
        "username": f"worker_{number:06}",
        "email": f"worker-{number:06}@example.com",
        "phone": f"139{number:08}",
        "externalId": f"external-{number:06}",
        "name": f"{name} {dice.randrange(10**6):06}",
        "nickname": f"nick{dice.randrange(1000)}",
        "gender": dice.choice("MFU"),
        "status": "Archived" if number % 7 == 3 else "Activated",
    }


def group(number, members):
    return {
        "code": f"group-{number:04}",
        "name": f"分组 {number:04}",
        "description": "",
        "type": "static",
        "members": [user_id(member) for member in members],
    }


def tree(size):
    """One organization, whose departments have CHILDREN each; users are spread evenly, two departments a user."""
    members = [[] for _ in range(size.departments)]
    for number in range(size.users):
        members[number % size.departments].append(user_id(number))
        members[(number * 7 + 3) % size.departments].append(user_id(number))

    def node(number):
        below = range(number * CHILDREN + 1, min((number + 1) * CHILDREN + 1, size.departments))
        found = {"members": list(dict.fromkeys(members[number])), "leaderUserIds": members[number][:1]}
        named = {"departmentId": f"department-{number:04}", "code": f"CODE-{number:04}", "name": f"部门 {number:04}"}
        relations = {"syncRelations": [{"provider": "lark", "userIdInIdp": f"od_{number}"}]}
        return found | named | relations | {"children": [node(child) for child in below]}

    top = node(0)
    return {
        "organizationCode": ORGANIZATION,
        "organizationName": "Acme",
        "departmentId": top["departmentId"],
        "members": top["members"],
        "leaderUserIds": top["leaderUserIds"],
        "departments": top["children"],
    }
