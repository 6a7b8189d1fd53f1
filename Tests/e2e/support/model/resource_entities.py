"""Common resources, and grants of them."""

import dataclasses

from model.answers import fresh_id, fresh_time
from model.lookups import unique

# Types of which no actions are all actions.
INTERFACE = ("MENU", "BUTTON", "UI")


@dataclasses.dataclass(eq=False)
class Resource:
    """A common resource of a namespace."""

    namespace: object
    code: str
    type: str
    order: int
    name: object = None
    description: object = None
    actions: list = dataclasses.field(default_factory=list)
    api: object = None
    linked: bool = False
    id: object = dataclasses.field(default_factory=fresh_id)
    created: object = dataclasses.field(default_factory=fresh_time)
    updated: object = None


@dataclasses.dataclass(eq=False)
class Grant:
    """What a subject may do with a class of resources, an item of it or everything; `written` is what was sent first."""

    namespace: object
    subject: object
    target_type: str
    written: str
    type: str
    actions: list
    order: int
    effect: str = "ALLOW"

    @property
    def place(self):
        return split(self.written)

    @property
    def key(self):
        return (self.place, self.type)

    @property
    def has_all(self):
        return not self.actions and self.type in INTERFACE

    def covers(self, place):
        """Whether the grant is about a resource, its class or everything."""
        return all(own in ("*", asked) for own, asked in zip(self.place, place, strict=True))

    def names(self, action):
        """Whether an action is one of the grant's: none are all for elements of a user interface."""
        return self.has_all or any(own in ("*", action) or is_class_of(own, action) for own in self.actions)


def is_class_of(own, action):
    """Whether `books:*` is every action that begins with `books:`."""
    return own.endswith(":*") and action.startswith(own[:-1])


def split(written):
    """The class and the item of a resource; `*` for all."""
    kind, _, item = written.partition(":")
    return kind, item or "*"


def together(grants):
    """The actions of several grants; none if one of them has all that way."""
    if any(each.has_all for each in grants):
        return []
    return unique([action for each in grants for action in each.actions])
