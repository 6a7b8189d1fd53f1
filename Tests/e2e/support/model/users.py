"""Users: creating, changing, deleting, resigning and reading them."""

import json

from model.answers import Refusal, fresh_id, fresh_time, malformed
from model.lookups import unique
from model.entities import User
from model.replies import user_dto

UNIQUE = ["email", "phone", "username", "externalId"]
NOT_PLAIN = ["userId", "customData", "departmentIds", "options"]
SUCCESS = {"success": True}


class Users:
    """The operations on users that are no lists."""

    def create_user(self, fields):
        return user_dto(self.make_user(fields, fields.get("options", {})), {"withCustomData": True})

    def create_users_batch(self, fields):
        for item in fields["list"]:
            require_well_formed(item)
        made = [self.make_user(item, fields.get("options", {})) for item in fields["list"]]
        return [user_dto(user, {"withCustomData": True}) for user in made]

    def make_user(self, fields, options):
        given = require_well_formed(fields)
        self.require_unique(given, None)
        self.require_allowed("USER", fields.get("customData", {}).items())
        wanted = [self.anywhere(each, options) for each in fields.get("departmentIds", [])]
        custom_data = {name: value for name, value in fields.get("customData", {}).items() if value is not None}
        user = User(fresh_id(), self.state.next(), given, custom_data)
        user.updated = user.created
        if given.get("status") == "Archived":
            user.archived = (fresh_time(), self.state.next())
        self.state.users.append(user)
        self.join_all(user, unique(wanted))
        return user

    def anywhere(self, department_id, options):
        """A department of a new user: other ids than the vendor's are looked up in the pool's own, oldest first."""
        id_type = options.get("departmentIdType", "department_id")
        roots = self.state.organizations if id_type == "department_id" else self.organizations()
        return self.department_by_id(department_id, roots, id_type)

    def require_unique(self, given, but):
        for name in UNIQUE:
            for other in self.state.users:
                if given.get(name) is not None and other is not but and other.fields.get(name) == given[name]:
                    raise Refusal(409, f"{name} 已存在")

    def update_user(self, fields):
        user = self.user(fields["userId"], fields.get("options", {}).get("userIdType", "user_id"))
        self.change_user(user, fields)
        return user_dto(user, {"withCustomData": True})

    def update_user_batch(self, fields):
        """Item by item: for duplicate users, each reply shows the state after its item."""
        answered = []
        for item in fields["list"]:
            user = self.user(item["userId"])
            self.change_user(user, item)
            answered.append(user_dto(user, {"withCustomData": True}))
        return answered

    def change_user(self, user, fields):
        given = plain(fields)
        custom_data = fields.get("customData", {})
        if not given and "customData" not in fields:
            return
        after = user.fields | given
        after = {name: value for name, value in after.items() if value != "" or name not in UNIQUE}
        require_a_name(after)
        if given.get("phoneCountryCode") and not after.get("phone"):
            raise Refusal(400, "phone cannot be empty")
        require_short_values(custom_data)
        self.require_unique({name: after[name] for name in given if name in after}, user)
        self.require_allowed("USER", custom_data.items(), user)
        self.set_status(user, after.get("status", "Activated"))
        user.fields = after
        merged = user.custom_data | custom_data
        user.custom_data = {name: value for name, value in merged.items() if value is not None}
        user.updated = fresh_time(user.updated)

    def set_status(self, user, status):
        before = user.fields.get("status", "Activated")
        if status == before:
            return
        user.fields["status"] = status
        user.status_changed = fresh_time(user.status_changed)
        user.archived = (user.status_changed, self.state.next()) if status == "Archived" else None

    def delete_users_batch(self, fields):
        id_type = fields.get("options", {}).get("userIdType", "user_id")
        for user in self.all_users(fields["userIds"], id_type):
            self.drop_ties(user)
            self.state.users.remove(user)
        return SUCCESS

    def resign_user(self, fields):
        self.resign(self.user(fields["userId"], fields.get("userIdType", "user_id")))
        return SUCCESS

    def resign_user_batch(self, fields):
        for user in self.all_users(fields["userIds"], fields.get("userIdType", "user_id")):
            self.resign(user)
        return SUCCESS

    def resign(self, user):
        self.drop_ties(user)
        if user.fields.get("status") != "Resigned":
            self.set_status(user, "Resigned")
            user.updated = fresh_time(user.updated)

    def drop_ties(self, user):
        """Removes a user from groups and departments, also as their leader, and from roles and policies."""
        self.drop_roles(user)
        for group in self.state.groups:
            if user in group.members:
                group.members.remove(user)
        for membership in list(user.memberships):
            self.leave(membership)
        for root in self.state.organizations:
            for department in root.tree:
                if user in department.leaders:
                    department.leaders.remove(user)

    def get_user(self, fields):
        return user_dto(self.user(fields["userId"], fields.get("userIdType", "user_id")), fields)

    def get_user_batch(self, fields):
        id_type = fields.get("userIdType", "user_id")
        found = unique([self.find_user(user_id, id_type) for user_id in fields["userIds"]])
        return [user_dto(user, fields) for user in found if user]

    def is_user_exists(self, fields):
        asked = {name: normal(name, value) for name, value in fields.items() if value != ""}
        if not asked:
            raise malformed("username", "email", "phone", "externalId")
        return {"exists": any(user.fields.get(name) == asked[name] for user in self.state.users for name in asked)}


def plain(fields):
    """The values that a reply has as they were sent."""
    return {name: normal(name, value) for name, value in fields.items() if name not in NOT_PLAIN}


def normal(name, value):
    return value.lower() if name == "email" else value


def require_well_formed(fields):
    """The plain values of a new user, when no rule is broken that can be seen without the others."""
    given = {name: value for name, value in plain(fields).items() if value != "" or name not in UNIQUE}
    require_a_name(given)
    if given.get("phoneCountryCode") and not given.get("phone"):
        raise Refusal(400, "phone cannot be empty")
    require_short_values(fields.get("customData", {}))
    return given


def require_a_name(values):
    if not any(values.get(name) for name in ("username", "phone", "email")):
        raise Refusal(400, "Must contain one of the following fields: username, phone, email")


def require_short_values(custom_data):
    for value in custom_data.values():
        written = value if type(value) is str else json.dumps(value, separators=(",", ":"))
        if value is not None and len(written) > 1024:
            raise Refusal(400, "customData must be less than 1024 characters")
