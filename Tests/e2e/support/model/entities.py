"""The contents of a user pool, and how they are created from a seed."""

import dataclasses

from model.answers import fresh_id, fresh_secret, fresh_time
from model.permission_entities import Namespace
from model.resource_entities import Grant


@dataclasses.dataclass(eq=False)
class User:
    """A user; `fields` has the values that were set, by their names in replies."""

    id: object
    order: int
    fields: dict
    custom_data: dict
    created: object = dataclasses.field(default_factory=fresh_time)
    updated: object = None
    status_changed: object = None
    archived: tuple = None
    memberships: list = dataclasses.field(default_factory=list)
    main: object = None


@dataclasses.dataclass(eq=False)
class Group:
    """A group; `members` in the order of joining."""

    code: str
    name: str
    description: str
    type: str
    order: int
    custom_data: dict
    id: object = dataclasses.field(default_factory=fresh_id)
    members: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(eq=False)
class Membership:
    """A user in a department since `joined`; `order` decides between equal times."""

    user: User
    department: object
    joined: object
    order: int


@dataclasses.dataclass(eq=False)
class Department:
    """A department; without a parent the root of an organization, whose code and name it has."""

    id: object
    order: int
    name: str
    code: object = None
    parent: object = None
    tenant: object = None
    open_id: object = None
    custom_id: object = None
    relations: list = dataclasses.field(default_factory=list)
    description: object = None
    virtual: bool = False
    i18n: object = None
    status: bool = True
    custom_data: dict = dataclasses.field(default_factory=dict)
    leaders: list = dataclasses.field(default_factory=list)
    members: list = dataclasses.field(default_factory=list)
    children: list = dataclasses.field(default_factory=list)
    created: object = dataclasses.field(default_factory=fresh_time)
    updated: object = None

    @property
    def root(self):
        return self.parent.root if self.parent else self

    @property
    def path(self):
        return (self.parent.path if self.parent else []) + [self]

    @property
    def tree(self):
        """The department and all below it, each before its children."""
        return [self] + [below for child in self.children for below in child.tree]


@dataclasses.dataclass(eq=False)
class AccessKey:
    """A key of the pool; without a user it is the pool's own."""

    user: str = ""
    tenant: str = ""
    type: str = "userpool"
    enabled: bool = True
    id: object = dataclasses.field(default_factory=fresh_id)
    secret: object = dataclasses.field(default_factory=fresh_secret)
    created: object = dataclasses.field(default_factory=fresh_time)

    @property
    def status(self):
        return "activated" if self.enabled else "revoked"


@dataclasses.dataclass(eq=False)
class CustomField:
    """The definition of a custom field; `shown` has what has no effect on values."""

    target: str
    key: str
    type: str
    unique: bool = False
    encrypted: bool = False
    options: list = dataclasses.field(default_factory=list)
    created: object = dataclasses.field(default_factory=fresh_time)
    shown: dict = dataclasses.field(
        default_factory=lambda: {
            "label": None,
            "description": None,
            "userEditable": False,
            "visibleInAdminConsole": True,
            "visibleInUserCenter": True,
        }
    )

    def takes(self, value):
        """Whether a value has the type of the field."""
        if self.type == "ENUM":
            return value in [option["value"] for option in self.options]
        types = {"STRING": [str], "NUMBER": [int, float], "DATETIME": [str, int, float], "BOOLEAN": [bool]}
        return self.type == "OBJECT" or type(value) in types[self.type]


class State:
    """All entities of one pool, in the order of creation."""

    def __init__(self):
        self.users = []
        self.groups = []
        self.organizations = []
        self.access_keys = []
        self.custom_fields = []
        self.roles = []
        self.data_resources = []
        self.data_policies = []
        self.resources = []
        self.grants = []
        self.pool_id = None
        # Milliseconds since 1970 by the pool's clock. Only sequences that set the clock have times that come.
        self.now = 0
        self.count = 0
        named = [("default", "默认权限组"), ("system", "系统权限组")]
        self.namespaces = [Namespace(*names, self.next(), built_in=True) for names in named]

    def next(self):
        """The next number of the order of creation and joining."""
        self.count += 1
        return self.count

    @classmethod
    def from_seed(cls, pool):
        """The state a pool of a seed file starts with."""
        state = cls()
        state.pool_id = pool["id"]
        state.access_keys = [AccessKey(id=key["id"], secret=key["secret"]) for key in pool["accessKeys"]]
        for fields in pool["users"]:
            given = dict(fields)
            user = User(given.pop("userId"), state.next(), given, given.pop("customData", {}))
            user.updated = user.created
            state.users.append(user)
        for fields in pool["groups"]:
            members = [state.seeded_user(user_id) for user_id in fields["members"]]
            named = [fields[name] for name in ("code", "name", "description", "type")]
            state.groups.append(Group(*named, state.next(), {}, members=members))
        for fields in pool["organizations"]:
            root = Department(
                fields["departmentId"],
                state.next(),
                fields["organizationName"],
                fields["organizationCode"],
                tenant=fields.get("tenantId"),
            )
            state.organizations.append(root)
            state.plant(root, fields)
        for fields in pool.get("resourceGrants", []):
            groups = {group.code: group for group in state.groups}
            wanted, kind = fields["targetIdentifier"], fields["targetType"]
            subject = groups[wanted] if kind == "GROUP" else state.seeded_user(wanted)
            named = [kind, fields["resource"], "DATA", fields["actions"], state.next(), fields["effect"]]
            state.grants.append(Grant(state.namespaces[0], subject, *named))
        return state

    def plant(self, department, fields):
        """Gives a seeded department its members and the departments below it."""
        department.updated = department.created
        department.leaders = [self.seeded_user(user_id) for user_id in fields.get("leaderUserIds", [])]
        for user_id in fields.get("members", []):
            user = self.seeded_user(user_id)
            membership = Membership(user, department, fresh_time(), self.next())
            department.members.append(membership)
            user.memberships.append(membership)
            user.main = user.main or department
        for below in fields.get("departments", []) + fields.get("children", []):
            child = Department(
                below["departmentId"],
                self.next(),
                below["name"],
                below.get("code"),
                department,
                open_id=below.get("openDepartmentId"),
                custom_id=below.get("customId"),
                relations=list(below.get("syncRelations", [])),
            )
            department.children.append(child)
            self.plant(child, below)

    def seeded_user(self, user_id):
        return next(user for user in self.users if user.id == user_id)
