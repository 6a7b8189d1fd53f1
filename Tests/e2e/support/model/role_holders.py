"""Who holds a role, from when and until when."""

from model.answers import fresh_time, not_emulated, text
from model.lookups import unique
from model.permission_entities import Assignment
from model.replies import contains, page, user_dto, whole
from model.roles import milliseconds

SUCCESS = {"success": True}


class RoleHolders:
    """The operations on assignments of roles."""

    def holders(self, targets):
        """The users and the departments of a list, each once."""
        for each in targets:
            if each["targetType"] in ("GROUP", "ROLE"):
                raise not_emulated(each["targetType"])
        return unique([self.holder(each["targetType"], each["targetIdentifier"]) for each in targets])

    def holder(self, kind, wanted):
        return self.user(wanted) if kind == "USER" else self.department_by_id(wanted, self.state.organizations)

    def give(self, role, holders, fields):
        start, end = (milliseconds(fields.get(name)) for name in ("enableTime", "endTime"))
        for holder in holders:
            assignments = role.users if holder in self.state.users else role.departments
            known = next((each for each in assignments if each.holder is holder), None)
            if known:
                known.start, known.end, known.updated = start, end, fresh_time(known.updated)
            else:
                made = Assignment(holder, self.state.next(), start, end)
                made.updated = made.created
                assignments.append(made)

    def take(self, role, holders):
        role.users = [each for each in role.users if each.holder not in holders]
        role.departments = [each for each in role.departments if each.holder not in holders]

    def assign_role(self, fields):
        self.require_emulated(fields)
        role = self.role(fields["code"], fields.get("namespace"))
        self.give(role, self.holders(fields["targets"]), fields)
        return SUCCESS

    def revoke_role(self, fields):
        self.require_emulated(fields)
        role = self.role(fields["code"], fields.get("namespace"))
        self.take(role, self.holders(fields["targets"]))
        return SUCCESS

    def assign_role_batch(self, fields):
        self.require_emulated(fields)
        roles = [self.role(each["code"], each.get("namespace")) for each in fields["roles"]]
        holders = self.holders(fields["targets"])
        for role in roles:
            self.give(role, holders, {})
        return SUCCESS

    def revoke_role_batch(self, fields):
        self.require_emulated(fields)
        roles = [self.role(each["code"], each.get("namespace")) for each in fields["roles"]]
        holders = self.holders(fields["targets"])
        for role in roles:
            self.take(role, holders)
        return SUCCESS

    def require_emulated(self, fields):
        """Other holders are refused before anything is looked up."""
        for each in fields["targets"]:
            if each["targetType"] in ("GROUP", "ROLE"):
                raise not_emulated(each["targetType"])

    def active(self, assignments):
        """The holders now, the latest assignment first."""
        return [each.holder for each in assignments[::-1] if each.is_active(self.state.now)]

    def list_role_members(self, fields):
        role = self.role(fields["code"], fields.get("namespace"))
        return page([user_dto(user, fields) for user in self.active(role.users)], fields)

    def list_role_departments(self, fields):
        role = self.role(fields["code"], fields.get("namespace"))
        shown = [
            {"id": each.id, "code": each.code or "", "name": each.name, "description": each.description or ""}
            for each in self.active(role.departments)
        ]
        return page(shown, fields)

    def list_role_assignments(self, fields):
        role = self.role(fields["roleCode"], fields.get("namespaceCode"))
        kinds = fields.get("targetType", ["USER", "ORG"])
        part = fields.get("query", "")
        found = (role.users[::-1] if "USER" in kinds else []) + (role.departments[::-1] if "ORG" in kinds else [])
        found = found if contains(role.code, part) or contains(role.name, part) else []
        shown = page([self.assignment_dto(role, each) for each in found], fields)
        return {"totalCount": shown["totalCount"], "data": shown["list"]}

    def assignment_dto(self, role, assignment):
        return {
            "roleId": role.id,
            "status": "ENABLE" if assignment.is_active(self.state.now) else "DISABLE",
            "enableTime": assignment.start,
            "endTime": assignment.end,
            "userPoolId": self.state.pool_id,
            "roleName": role.name,
            "roleCode": role.code,
            "description": role.description,
            "createdAt": assignment.created,
            "updatedAt": assignment.updated,
        }

    def get_user_roles(self, fields):
        user = self.user(fields["userId"], fields.get("userIdType", "user_id"))
        namespace = self.role_namespace(fields.get("namespace"))
        held = [role for role in self.roles_of(namespace) if role.is_held_by(user, self.state.now)]
        return whole([self.role_dto(role) for role in held])

    def has_any_role(self, fields):
        user = self.user(fields["userId"], fields.get("options", {}).get("userIdType", "user_id"))
        now = self.state.now
        named = [(each["code"], each.get("namespace") or "default") for each in fields["roles"]]
        held = [each for each in self.state.roles if (each.code, each.namespace.code) in named]
        return {"hasAnyRole": any(each.is_enabled(now) and each.is_held_by(user, now) for each in held)}

    def drop_roles(self, holder):
        """Ends what a user or a department has of roles and policies."""
        for role in self.state.roles:
            self.take(role, [holder])
        self.drop_authorizations(holder)
