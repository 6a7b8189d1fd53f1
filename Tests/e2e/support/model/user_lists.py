"""Lists of users: filtered, searched, sorted, by pages; and the lists that are always empty."""

from model.answers import Refusal, malformed, text
from model.department_reads import milliseconds
from model.replies import USER_DEFAULTS, contains, page, user_dto

SEARCHED = ["phone", "email", "name", "username", "nickname", "identityNumber"]
TIMES = ["createdAt", "updatedAt", "statusChangedAt"]


class UserLists:
    """The operations that list users."""

    def newest_users(self):
        return sorted(self.state.users, key=lambda user: -user.order)

    def list_users(self, fields):
        options = fields.get("options", {})
        pagination = options.get("pagination", {})
        require_page(pagination)
        part = fields.get("keywords")
        searched = options.get("fuzzySearchOn") or SEARCHED
        steps = options.get("sort", [])
        oldest_first = bool(steps) and steps[-1]["order"] == "asc"
        found = [
            user
            for user in sorted(self.state.users, key=lambda user: user.order if oldest_first else -user.order)
            if (not part or any(contains(value_of(user, name), part) for name in searched))
            and all(matches(user, item) for item in fields.get("advancedFilter", []))
        ]
        for step in reversed(steps):
            found = ordered(found, step)
        return page([user_dto(user, options) for user in found], pagination)

    def get_list_users(self, fields):
        require_page(fields)
        start, end = (as_milliseconds(fields.get(name)) for name in ("updatedAtStart", "updatedAtEnd"))
        found = [
            user_dto(user, fields)
            for user in self.newest_users()
            if fields.get("status") in (None, value_of(user, "status"))
            and (start is None or milliseconds(text(user.updated)) >= start)
            and (end is None or milliseconds(text(user.updated)) <= end)
        ]
        return page(found, fields)

    def list_archived_users(self, fields):
        require_page(fields)
        archived = sorted((user for user in self.state.users if user.archived), key=lambda user: -user.archived[1])
        found = [
            {"userId": user.id, "archivedAt": user.archived[0]}
            for user in archived
            if "startAt" not in fields or milliseconds(text(user.archived[0])) >= fields["startAt"]
        ]
        return page(found, fields)

    def get_user_identities(self, fields):
        self.user(fields["userId"], fields.get("userIdType", "user_id"))
        return []


def require_page(fields):
    if fields.get("limit", 10) > 50:
        raise Refusal(400, "limit must less than 50")


def as_milliseconds(time):
    """Seconds below 100 000 000 000, milliseconds from there."""
    return time * 1000 if time is not None and time < 100_000_000_000 else time


def value_of(user, field):
    """What a filter, a search or a sort sees of a user; None is no value."""
    own = {
        "id": user.id,
        "userId": user.id,
        "createdAt": user.created,
        "updatedAt": user.updated,
        "statusChangedAt": user.status_changed,
    }
    return text(own[field]) if field in own else (USER_DEFAULTS | user.fields).get(field)


def ordered(users, step):
    """Sorted by one rule; in ascending order, users without a value come first."""
    values = {id(user): value_of(user, step["field"]) for user in users}
    by_value = lambda user: (values[id(user)] is not None, values[id(user)] or 0)  # noqa: E731
    return sorted(users, key=by_value, reverse=step["order"] == "desc")


def matches(user, item):
    """Does one condition hold? E-mail addresses are compared in any case; times are milliseconds."""
    field, operator, value = item["field"], item["operator"], item.get("value")
    actual = value_of(user, field)
    if operator in ("IS_NULL", "NOT_NULL"):
        return (actual is None) == (operator == "IS_NULL")
    if field == "status" and operator == "EQUAL" and value == "nonsense":
        raise malformed("status")
    if actual is None:
        return operator in ("NOT_EQUAL", "NOT_CONTAINS")
    if field in TIMES:
        actual = milliseconds(actual)
    if field == "email" and operator in ("EQUAL", "NOT_EQUAL", "IN"):
        value = [each.lower() for each in value] if operator == "IN" else value.lower()
    tests = {
        "EQUAL": lambda: actual == value,
        "NOT_EQUAL": lambda: actual != value,
        "IN": lambda: actual in value,
        "CONTAINS": lambda: contains(actual, value),
        "NOT_CONTAINS": lambda: not contains(actual, value),
        "GREATER": lambda: actual >= value,
        "LESSER": lambda: actual <= value,
        "BETWEEN": lambda: value[0] <= actual <= value[1],
    }
    return tests[operator]()
