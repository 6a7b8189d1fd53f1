"""What says who may do what: namespaces, roles and who holds them, data resources, data policies."""

import dataclasses
import re

from model.answers import Fresh, fresh_id, fresh_time, text

NUMBER = re.compile(r"[1-9]\d*")


class AsNumber(Fresh):
    """The number that a text has the digits of."""

    pattern = NUMBER

    def __init__(self, digits):
        self.digits = digits

    @property
    def value(self):
        return self.digits.value and int(self.digits.value)

    def takes(self, actual):
        return type(actual) is int and self.digits.takes(str(actual))


@dataclasses.dataclass(eq=False)
class Namespace:
    """A namespace; its id is a small number."""

    code: str
    name: str
    order: int
    description: object = None
    built_in: bool = False
    id: object = dataclasses.field(default_factory=lambda: Fresh(NUMBER))


@dataclasses.dataclass(eq=False)
class Assignment:
    """A role's holder, a user or a department, with times in milliseconds or None."""

    holder: object
    order: int
    start: object
    end: object
    created: object = dataclasses.field(default_factory=fresh_time)
    updated: object = None

    def is_active(self, now):
        return (self.start is None or self.start <= now) and (self.end is None or self.end > now)


@dataclasses.dataclass(eq=False)
class Role:
    """A role; `users` and `departments` have its assignments in the order they were made."""

    namespace: Namespace
    code: str
    name: str
    description: str
    order: int
    disable_time: object = None
    enabled: bool = True
    applies: object = None
    updated: object = None
    id: object = dataclasses.field(default_factory=fresh_id)
    users: list = dataclasses.field(default_factory=list)
    departments: list = dataclasses.field(default_factory=list)
    custom_data: dict = dataclasses.field(default_factory=dict)

    def is_enabled(self, now):
        return self.enabled and (self.disable_time is None or self.disable_time > now)

    def is_held_by(self, user, now):
        """Whether a user has the role now, for itself or by a department it is a member of."""
        places = [membership.department for membership in user.memberships]
        assigned = [each for each in self.users if each.holder is user]
        assigned += [each for each in self.departments if each.holder in places]
        return any(each.is_active(now) for each in assigned)


@dataclasses.dataclass(eq=False)
class DataResource:
    """A data resource; `struct` is what was sent."""

    namespace: Namespace
    code: str
    name: str
    type: str
    struct: object
    actions: list
    order: int
    description: object = None
    id: object = dataclasses.field(default_factory=fresh_id)
    updated: object = dataclasses.field(default_factory=fresh_time)

    @property
    def nodes(self):
        """Each node of a tree with its path, a node before its children."""
        return list(walked(self.struct, ())) if self.type == "TREE" else []

    @property
    def places(self):
        """The paths that permissions can name; the empty one is the resource itself."""
        return [(), *(path for path, _ in self.nodes)]


def walked(nodes, above):
    for node in nodes:
        path = (*above, node["code"])
        yield path, node
        yield from walked(node.get("children", []), path)


@dataclasses.dataclass(eq=False)
class Permission:
    """An action, or `*`, on a resource or a node of it."""

    resource: DataResource
    path: tuple
    action: str

    def __str__(self):
        return "/".join([self.resource.namespace.code, self.resource.code, *self.path, self.action])


@dataclasses.dataclass(eq=False)
class Target:
    """A subject to which a policy is authorized; `kind` is USER, GROUP, ORG or ROLE."""

    kind: str
    subject: object
    order: int
    time: object = dataclasses.field(default_factory=fresh_time)

    @property
    def name(self):
        if self.kind == "USER":
            named = map(self.subject.fields.get, ("name", "username", "nickname", "email", "phone"))
            return next(name for name in named if name is not None)
        return self.subject.name

    def reaches(self, user, now):
        """Whether the policy is one of this user's."""
        if self.kind == "USER":
            return self.subject is user
        if self.kind == "GROUP":
            return user in self.subject.members
        if self.kind == "ORG":
            return any(membership.user is user for membership in self.subject.members)
        return self.subject.is_enabled(now) and self.subject.is_held_by(user, now)


@dataclasses.dataclass(eq=False)
class DataPolicy:
    """A data policy; `statements` are pairs of an effect and permissions."""

    name: str
    description: object
    statements: list
    order: int
    targets: list = dataclasses.field(default_factory=list)
    id: object = dataclasses.field(default_factory=fresh_id)
    created: object = dataclasses.field(default_factory=fresh_time)
    updated: object = None

    @property
    def permissions(self):
        """All permissions, each with its effect."""
        return [(effect, permission) for effect, permissions in self.statements for permission in permissions]

    def target(self, kind, subject_id):
        """The target of this kind with this id, or None."""
        named = (each for each in self.targets if each.kind == kind and text(each.subject.id) == subject_id)
        return next(named, None)
