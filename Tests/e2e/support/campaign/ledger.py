"""What the acknowledged operations of one caller have made of its part of the directory.

Each caller has users, groups, departments and roles of its own, so what it did is one line of operations. After a crash its
part is as the acknowledged operations left it, or as if the one in doubt had been carried out too, whole.
"""

import copy
import dataclasses


@dataclasses.dataclass
class Place:
    """A group, a department or a role: its name, and the user names of its members."""

    name: str
    members: set = dataclasses.field(default_factory=set)


@dataclasses.dataclass
class Part:
    """The part of the directory that belongs to one caller."""

    nicknames: dict = dataclasses.field(default_factory=dict)
    """By user name."""
    groups: dict = dataclasses.field(default_factory=dict)
    """By code."""
    departments: dict = dataclasses.field(default_factory=dict)
    """By openDepartmentId."""
    roles: dict = dataclasses.field(default_factory=dict)
    """By code."""

    def delete_users(self, usernames):
        for username in usernames:
            del self.nicknames[username]
        for place in [*self.groups.values(), *self.departments.values(), *self.roles.values()]:
            place.members.difference_update(usernames)


@dataclasses.dataclass
class Call:
    """An operation with its body, and what it makes of a part."""

    operation: str
    body: dict
    effect: object


class Ledger:
    """The part of one caller by its acknowledged operations, and the operation in doubt."""

    def __init__(self, owner):
        self.owner = owner
        self.part = Part()
        self.ids = {}
        """The ids of users by their names: the server chooses them."""
        self.doubtful = None
        self.acknowledged = 0
        self.refused = []

    def after(self, call):
        part = copy.deepcopy(self.part)
        call.effect(part)
        return part

    def acknowledge(self, call, answer):
        if answer["statusCode"] != 200:
            self.refused.append((call, answer))
            return
        call.effect(self.part)
        self.acknowledged += 1
        data = answer.get("data")
        for made in data if isinstance(data, list) else [data]:
            if call.operation.startswith("create-user"):
                self.ids[made["username"]] = made["userId"]

    def settle(self, found, ids):
        """Compares with what is found after a crash, which is what holds from now on."""
        assert not self.refused, self.refused
        allowed = [self.part] + ([self.after(self.doubtful)] if self.doubtful else [])
        assert found in allowed, (
            f"{self.owner}: found {found}\nacknowledged {self.part}\nin doubt {self.doubtful}"
        )
        for username, user_id in self.ids.items():
            assert ids.get(username, user_id) == user_id
        self.part, self.ids, self.doubtful = found, ids, None
