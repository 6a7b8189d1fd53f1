"""Roles of namespaces."""

import re

from model.answers import Refusal, fresh_time
from model.permission_entities import Role
from model.replies import contains, page

SUCCESS = {"success": True}
CODE = re.compile("[A-Za-z0-9_-]{1,64}")


class Roles:
    """The operations on roles themselves."""

    def role(self, code, namespace=None):
        """The role with this code in a namespace, which must exist."""
        place = self.role_namespace(namespace)
        for role in self.state.roles:
            if role.namespace is place and role.code == code:
                return role
        raise Refusal(404, "角色不存在")

    def roles_of(self, namespace):
        """The roles of a namespace, newest first."""
        return [role for role in self.state.roles[::-1] if role.namespace is namespace]

    def require_free_role(self, namespace, code, but=None):
        if any(role.code == code and role is not but for role in self.roles_of(namespace)):
            raise Refusal(409, f"role with code {code} already exists.")

    def make_role(self, fields):
        code = fields["code"]
        require_role_code(code)
        namespace = self.role_namespace(fields.get("namespace"))
        self.require_free_role(namespace, code)
        description = fields.get("description") or ""
        made = Role(namespace, code, fields.get("name") or code, description, self.state.next())
        made.disable_time = milliseconds(fields.get("disableTime"))
        made.updated = fresh_time()
        self.state.roles.append(made)
        return made

    def create_role(self, fields):
        return self.role_dto(self.make_role(fields))

    def create_roles_batch(self, fields):
        for item in fields["list"]:
            if item["code"] == "":
                raise Refusal(400, "role code must not empty")
            self.make_role(item)
        return SUCCESS

    def create_admin_role(self, fields):
        self.make_role(fields | {"namespace": "system"})
        return {"isValid": True, "message": None}

    def update_role(self, fields):
        new = fields.get("newCode")
        if new:
            require_role_code(new)
        role = self.role(fields["code"], fields.get("namespace"))
        if new:
            self.require_free_role(role.namespace, new, role)
        role.code = new or role.code
        role.name = fields.get("name") or role.name
        role.description = fields.get("description", role.description)
        role.applies = fields.get("enablePermissionApply", role.applies)
        if "disableTime" in fields:
            role.disable_time = milliseconds(fields["disableTime"])
        if fields.get("status"):
            role.enabled = fields["status"].upper() == "ENABLE"
            past = role.disable_time is not None and role.disable_time <= self.state.now
            if role.enabled and past and not milliseconds(fields.get("disableTime")):
                role.disable_time = None
        role.updated = fresh_time(role.updated)
        return SUCCESS

    def remove_role(self, role):
        self.drop_authorizations(role)
        if role in self.state.roles:
            self.state.roles.remove(role)

    def delete_all_roles(self, roles):
        for role in roles:
            self.remove_role(role)
        return SUCCESS

    def delete_roles_batch(self, fields):
        return self.delete_all_roles([self.role(code, fields.get("namespace")) for code in fields["codeList"]])

    def delete_admin_roles(self, fields):
        return self.delete_all_roles([self.role(code, "system") for code in fields["codeList"]])

    def multiple_namespace_delete_roles_batch(self, fields):
        return self.delete_all_roles([self.role(each["code"], each["namespace"]) for each in fields["roleList"]])

    def get_role(self, fields):
        return self.role_dto(self.role(fields["code"], fields.get("namespace")))

    def list_roles(self, fields):
        part = fields.get("keywords", "")
        found = self.roles_of(self.role_namespace(fields.get("namespace")))
        found = [role for role in found if contains(role.code, part) or contains(role.name, part)]
        return page([self.role_dto(role) for role in found], fields)

    def check_role_params(self, fields):
        """Of several faults the first in the order of fidelity.md is named: the code, the name, the form of the code."""
        code, name = fields["code"], fields.get("name")
        roles = self.roles_of(self.role_namespace(fields["namespace"]))
        message = None if CODE.fullmatch(code) else f"invalid role code: {code}"
        if name and any(role.name == name for role in roles):
            message = "role name already exist"
        if any(role.code == code for role in roles):
            message = "role code already exist"
        return {"isValid": message is None, "message": message}

    def namespace_roles(self, namespace, part):
        """The roles of a namespace whose code or name contains a text, newest first, as lists of a namespace have them."""
        return [
            {
                "id": role.id,
                "name": role.name,
                "code": role.code,
                "description": role.description,
                "namespace": namespace.code,
                "updatedAt": role.updated,
            }
            for role in self.roles_of(namespace)
            if contains(role.code, part) or contains(role.name, part)
        ]

    def list_namespace_roles(self, fields):
        return page(self.namespace_roles(self.role_namespace(fields["code"]), fields.get("keywords", "")), fields)

    def list_permission_namespace_roles(self, fields):
        found = self.namespace_roles(self.data_namespace(fields["code"]), fields.get("query", ""))
        return page([{name: row[name] for name in row if name != "id"} for row in found], fields)

    def role_dto(self, role):
        return {
            "id": role.id,
            "code": role.code,
            "name": role.name,
            "description": role.description,
            "namespace": role.namespace.code,
            "namespaceName": role.namespace.name,
            "status": "ENABLE" if role.is_enabled(self.state.now) else "DISABLE",
            "disableTime": role.disable_time,
            "enablePermissionApply": role.applies,
        }


def require_role_code(code):
    if not CODE.fullmatch(code):
        raise Refusal(400, f"invalid role code: {code}")


def milliseconds(time):
    """A time of a request, a number or a text; an empty one, 0 and an absent one are none."""
    return int(time or 0) or None
