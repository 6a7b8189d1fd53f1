"""How calls name users, organizations and departments."""

import json
import re

from model.answers import Refusal, malformed, text, user_not_found

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"[-+ 0-9]+")

USER_ID_FIELDS = {"external_id": "externalId", "phone": "phone", "email": "email", "username": "username"}


class Lookups:
    """Finds what a request names, or refuses it."""

    def require_well_formed_ids(self, fields):
        """What can be said of ids of users before anybody is looked up."""
        id_type = fields.get("userIdType") or fields.get("options", {}).get("userIdType")
        form = {"email": EMAIL, "phone": PHONE}.get(id_type)
        for name in ("userId", "userIds"):
            given = fields.get(name, [])
            if form and not all(form.fullmatch(each) for each in ([given] if type(given) is str else given)):
                raise malformed(name)

    def find_user(self, user_id, id_type="user_id"):
        """The user with this id, or None."""
        if id_type == "email":
            user_id = user_id.lower()
        if id_type == "custom_field":
            name, _, user_id = user_id.partition(":")
        for user in self.state.users:
            if id_type == "custom_field":
                value = custom_text(user.custom_data.get(name))
            elif id_type == "user_id":
                value = text(user.id)
            else:
                value = user.fields.get(USER_ID_FIELDS.get(id_type))
            if value is not None and value == user_id:
                return user
        return None

    def user(self, user_id, id_type="user_id"):
        """The user with this id, which must exist."""
        user = self.find_user(user_id, id_type)
        if user is None:
            raise user_not_found()
        return user

    def all_users(self, user_ids, id_type="user_id"):
        """The users of a list, each once; an unknown one refuses the whole list."""
        return unique([self.user(user_id, id_type) for user_id in user_ids])

    def organizations(self, tenant=None):
        """The organizations of the pool itself, or those of a tenant."""
        return [root for root in self.state.organizations if root.tenant == (tenant or None)]

    def organization(self, fields):
        """The root of the organization a request names."""
        code = fields["organizationCode"]
        for root in self.organizations(fields.get("tenantId")):
            if code and text(root.code) == code:
                return root
        raise Refusal(404, f"organization not found for code: {code}")

    def department(self, fields, name="departmentId"):
        """The department a request names below its organization."""
        root = self.organization(fields)
        return self.below(root, fields[name], fields.get("departmentIdType", "department_id"))

    def below(self, root, wanted, id_type):
        """A department of an organization, by one of the five types of id or the alias of the root."""
        return root if wanted == "root" else self.department_by_id(wanted, [root], id_type)

    def department_by_id(self, wanted, roots, id_type="department_id"):
        """A department by its id, in the first of these organizations that has it.

        `root` is no id: it is an alias in calls that name an organization (fidelity.md, users).
        """
        for root in roots:
            for department in root.tree:
                if wanted in department_ids(department, id_type):
                    return department
        raise no_department(wanted)

    def group(self, code):
        """The group with this code."""
        for group in self.state.groups:
            if group.code == code:
                return group
        raise Refusal(404, "分组不存在")


def custom_text(value):
    """A custom field as an id shows it: a text itself, else its JSON."""
    return value if value is None or type(value) is str else json.dumps(value)


def department_ids(department, id_type):
    """The ids of one type a department has."""
    if id_type == "sync_relation":
        return [f"{relation['provider']}:{relation['userIdInIdp']}" for relation in department.relations]
    by_type = {
        "department_id": department.id,
        "open_department_id": department.open_id,
        "custom_field": department.custom_id,
        "code": department.code,
    }
    value = text(by_type[id_type])
    return [] if value is None else [value]


def no_department(department_id):
    return Refusal(404, f"存在不合法的 departmentId: {department_id}")


def unique(items):
    """The items in their order, each once."""
    found = []
    for item in items:
        if item not in found:
            found.append(item)
    return found
