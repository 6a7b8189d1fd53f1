"""A pool with many roles, data resources and data policies, written piece by piece as a seed.

Who holds and gets what follows from arithmetic: the numbers `start`, `start + 1`, … times a step that shares no factor
with the number of users are different users.
"""

import dataclasses
import functools
import json

from large_pool import key

# A tree has ten nodes, nine below each of them, and ten below each of these: 1,000 on three levels.
TOP, MIDDLE, BOTTOM = 10, 9, 10
NODES = TOP * (1 + MIDDLE * (1 + BOTTOM))
ACTIONS = ["read", "write", "delete"]
USED_NODES = 25
ROLE_GRANTS = 10
BOOKS = 500
STEP = 7919
# The namespace that is deleted.
TEAM = "team"
# The policy that permits every node of the first trees, and the user who has it.
WIDE_TREES, WIDE_USER = 5, 0


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a pool is. Half of the roles are in the namespace `team`, the others in `default`."""

    users: int
    groups: int
    group_members: int
    departments: int
    department_members: int
    roles: int
    team_holders: int
    largest_role: int
    holders: int
    resources: int
    policies: int
    permissions: int
    user_targets: int

    # What each policy is authorized to besides the users, and each role of `default` besides its users.
    role_targets, group_targets, department_targets, role_departments = 4, 2, 1, 2

    @property
    def assignments(self):
        own = self.roles // 2
        return own * self.team_holders + self.largest_role + (own - 1) * self.holders + own * self.role_departments

    @property
    def authorizations(self):
        others = self.role_targets + self.group_targets + self.department_targets
        return self.policies * (self.user_targets + others) + 1

    @property
    def grants(self):
        """Those to roles of `default`, groups, departments and every tenth user."""
        return self.roles // 2 * ROLE_GRANTS + self.groups * 2 + self.departments * 4 + self.users // 10

    @property
    def rows(self):
        """Roles, assignments, resources, nodes, policies, permissions, authorizations and grants."""
        permissions = self.policies * self.permissions + WIDE_TREES * NODES
        parts = self.roles + self.assignments + self.resources * (1 + NODES)
        return parts + self.policies + permissions + self.authorizations + self.grants


LARGE = Size(
    users=100_000, groups=2_000, group_members=50, departments=500, department_members=200, roles=2_000,
    team_holders=100, largest_role=20_378, holders=378, resources=1_000, policies=5_000, permissions=10,
    user_targets=33)
SMALL = Size(
    users=100, groups=20, group_members=5, departments=5, department_members=20, roles=20, team_holders=10,
    largest_role=60, holders=10, resources=10, policies=10, permissions=10, user_targets=10)


def scaled(size, scale):
    """A pool of the same form with a part of everything but the sizes of one entity."""
    names = ["users", "groups", "departments", "roles", "largest_role", "resources", "policies"]
    return dataclasses.replace(size, **{name: int(getattr(size, name) * scale) for name in names})


def user(number):
    return f"user-{number:06}"


def resource(number):
    return f"resource-{number:04}"


def role(number, size):
    """The namespace and the code of a role."""
    own = size.roles // 2
    return ("default", f"role-{number:04}") if number < own else (TEAM, f"role-{number - own:04}")


def scattered(start, count, size):
    return ((start + i) * STEP % size.users for i in range(count))


@functools.cache
def paths():
    """The nodes of every tree, each before those below it."""
    found = []
    for top in range(TOP):
        found.append(f"t{top}")
        for middle in range(MIDDLE):
            found.append(f"t{top}/m{middle}")
            found += [f"t{top}/m{middle}/b{bottom}" for bottom in range(BOTTOM)]
    return found


@functools.cache
def tree():
    """The struct of every data resource, as JSON."""

    def node(code, below=()):
        return {"code": code, "name": f"Node {code}"} | ({"children": list(below)} if below else {})

    bottom = [node(f"b{number}") for number in range(BOTTOM)]
    middle = [node(f"m{number}", bottom) for number in range(MIDDLE)]
    return json.dumps([node(f"t{number}", middle) for number in range(TOP)], separators=(",", ":"))


def permissions(policy, size):
    """The data resource, the node and the action of each permission of a policy.

    The permissions on one data resource are about `USED_NODES` of its nodes.
    """
    for i in range(size.permissions):
        number = policy * size.permissions + i
        place, turn = number * 7 % size.resources, number // size.resources
        yield place, paths()[(place * 31 + turn % USED_NODES * 37) % NODES], ["read", "write", "*"][(number + turn) % 3]


def policies_of(number, size):
    """The policies that are authorized to a user directly."""
    place = number * pow(STEP, -1, size.users) % size.users
    return [each // size.user_targets for each in range(place, size.policies * size.user_targets, size.users)]


def targets(policy, size):
    found = [("USER", user(each)) for each in scattered(policy * size.user_targets, size.user_targets, size)]
    for kind, name, count, total in [
        ("ROLE", "role", size.role_targets, size.roles), ("GROUP", "group", size.group_targets, size.groups),
        ("ORG", "department", size.department_targets, size.departments),
    ]:
        found += [(kind, f"{name}-{(policy * count + i) % total:06}") for i in range(count)]
    if policy == 0 and ("USER", user(WIDE_USER)) not in found:
        found.append(("USER", user(WIDE_USER)))
    return found


def statements(policy, size):
    texts = [f"default/{resource(place)}/{path}/{action}" for place, path, action in permissions(policy, size)]
    found = [{"effect": "DENY" if policy % 10 == 9 else "ALLOW", "permissions": texts}]
    if policy == 0:
        found += [
            {"effect": "ALLOW", "permissions": [f"default/{resource(place)}/{path}/read" for path in paths()]}
            for place in range(min(WIDE_TREES, size.resources))
        ]
    return found


def roles(size):
    for number in range(size.roles):
        namespace, code = role(number, size)
        found = {"id": f"role-{number:06}", "code": code, "name": code}
        if namespace == TEAM:
            found |= {"namespace": TEAM, "users": [user(each) for each in scattered(number * 101, size.team_holders, size)]}
        else:
            count = size.holders if number else size.largest_role
            departments = ((number + i * 7) % size.departments for i in range(size.role_departments))
            found |= {
                "users": [user(each) for each in scattered(number * 613, count, size)],
                "departments": [f"department-{each:06}" for each in departments],
            }
        yield found


def book(number):
    """A common resource, which need not exist."""
    return f"books-{number % BOOKS:03}:{number % 97}"


def grants(size):
    holders = [("ROLE", role(number, size)[1], ROLE_GRANTS) for number in range(size.roles // 2)]
    holders += [("GROUP", f"group-{number:06}", 2) for number in range(size.groups)]
    holders += [("DEPARTMENT", f"department-{number:06}", 4) for number in range(size.departments)]
    holders += [("USER", user(number), 1) for number in range(0, size.users // 10 * 10, 10)]
    number = 0
    for kind, name, count in holders:
        for _ in range(count):
            number += 1
            yield {
                "targetType": kind, "targetIdentifier": name, "resource": book(number), "resourceType": "DATA",
                "actions": [f"{book(number).split(':')[0]}:read"], "effect": "DENY" if number % 20 == 0 else "ALLOW",
            }


def people(size):
    """The lists that the other domains have."""
    users = ({"userId": user(number), "username": f"worker_{number:06}"} for number in range(size.users))
    groups = (
        {
            "id": f"group-{number:06}", "code": f"group-{number:06}", "name": f"Group {number:06}",
            "members": [user(each) for each in scattered(number * size.group_members, size.group_members, size)],
        }
        for number in range(size.groups)
    )
    departments = [
        {
            "departmentId": f"department-{number:06}", "name": f"Department {number:06}",
            "members": [user(number * size.department_members % size.users + i) for i in range(size.department_members)],
        }
        for number in range(size.departments)
    ]
    yield "users", users
    yield "groups", groups
    yield "organizations", [{"organizationCode": "o", "organizationName": "O", "departments": departments}]


def permission_lists(size):
    yield "namespaces", [{"code": TEAM}]
    yield "roles", roles(size)
    head = f'"actions":{json.dumps(ACTIONS)},"struct":{tree()}'
    yield "dataResources", (f'{{"code":"{resource(number)}",{head}}}' for number in range(size.resources))
    yield "dataPolicies", (
        {
            "name": f"policy {number:06}", "policyId": f"policy-{number:06}", "statements": statements(number, size),
            "targets": [{"type": kind, "id": name} for kind, name in targets(number, size)],
        }
        for number in range(size.policies)
    )
    yield "resourceGrants", grants(size)


def write_seed(path, pools, with_permissions=True):
    """Writes a seed file; `pools` are pairs of a name and a size."""
    with open(path, "w", buffering=1 << 20) as file:
        file.write('{"userPools":[')
        for index, (name, size) in enumerate(pools):
            file.write(",\n" if index else "")
            file.write(f'{{"id":"{name}","name":"{name}","accessKeys":[{json.dumps(key(name))}]')
            lists = [*people(size), *(permission_lists(size) if with_permissions else [])]
            for section, entries in lists:
                file.write(f',\n"{section}":[')
                for number, entry in enumerate(entries):
                    text = entry if isinstance(entry, str) else json.dumps(entry, separators=(",", ":"))
                    file.write((",\n" if number else "\n") + text)
                file.write("]")
            file.write("}")
        file.write("]}\n")
