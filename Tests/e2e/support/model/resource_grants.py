"""Grants of common resources, and what they allow."""

from model.answers import Refusal
from model.lookups import unique
from model.replies import page, whole
from model.resource_entities import Grant, split, together

SUCCESS = {"success": True}


class ResourceGrants:
    """The operations on grants of common resources, and the questions about them."""

    def grant_subject(self, kind, wanted, namespace, role_unknown="角色不存在"):
        if kind == "USER":
            return self.user(wanted)
        if kind == "DEPARTMENT":
            return self.department_by_id(wanted, self.state.organizations)
        if kind == "GROUP":
            found = [group for group in self.state.groups if group.code == wanted]
            refusal = Refusal(404, f"group not exists with code: {wanted}")
        else:
            found = [role for role in self.roles_of(namespace) if role.code == wanted]
            refusal = Refusal(404, role_unknown)
        if not found:
            raise refusal
        return found[0]

    def authorize_resources(self, fields):
        """Adds to what is granted: one grant for each subject, resource and type."""
        namespace = self.find_namespace(fields.get("namespace"))
        if namespace is None:
            raise Refusal(404, "权限组不存在")
        for entry in fields["list"]:
            kind = entry["targetType"]
            for wanted in entry["targetIdentifiers"]:
                subject = self.grant_subject(kind, wanted, namespace)
                for resource in entry["resources"]:
                    self.grant(namespace, kind, subject, resource)
        return SUCCESS

    def grant(self, namespace, kind, subject, resource, effect="ALLOW"):
        written, of_type = resource["code"], resource["resourceType"]
        actions = unique(resource["actions"])
        made = Grant(namespace, subject, kind, written, of_type, actions, self.state.next(), effect)
        for known in self.grants_to(namespace, subject):
            if known.key == made.key and known.effect == effect:
                known.actions = together([known, made])
                return
        self.state.grants.append(made)

    def drop_grants(self, subject):
        self.state.grants = [each for each in self.state.grants if each.subject is not subject]

    def grants_to(self, namespace, subject):
        """The grants to a subject itself, newest first."""
        return [each for each in self.state.grants[::-1] if each.namespace is namespace and each.subject is subject]

    def grants_for(self, namespace, user):
        """The grants to a user and to the user's groups, departments and roles that have an effect, newest first."""
        now = self.state.now
        departments = [membership.department for membership in user.memberships]
        subjects = [user, *departments, *(group for group in self.state.groups if user in group.members)]
        subjects += [role for role in self.state.roles if role.is_enabled(now) and role.is_held_by(user, now)]
        return [each for each in self.state.grants[::-1] if each.namespace is namespace and each.subject in subjects]

    def is_action_allowed(self, fields):
        user = self.user(fields["userId"])
        namespace = self.role_namespace(fields.get("namespace"))
        place, action = split(fields["resource"]), fields["action"]
        matching = [each for each in self.grants_for(namespace, user) if each.covers(place) and each.names(action)]
        effects = [each.effect for each in matching]
        return {"allowed": "ALLOW" in effects and "DENY" not in effects}

    def granted_dto(self, namespace, written, of_type, actions, effect):
        kind, item = split(written)
        resource = self.find_resource(namespace, kind if item == "*" else f"{kind}:{item}")
        return {
            "resourceCode": written,
            "description": resource.description if resource else None,
            "condition": [],
            "resourceType": of_type,
            "apiIdentifier": resource.api if resource else None,
            "actions": actions,
            "effect": effect,
        }

    def own_rows(self, namespace, subject, fields):
        """The grants to a subject itself as replies have them."""
        return [
            self.granted_dto(namespace, each.written, each.type, each.actions, each.effect)
            for each in self.grants_to(namespace, subject)
            if fields.get("resourceType") in (None, each.type)
            and (each.effect == "ALLOW" or fields.get("withDenied"))
            and begins(each, fields.get("resourceList"))
        ]

    def get_authorized_resources(self, fields):
        """The target is looked up first, but for a role, whose code is one in the namespace (fidelity.md)."""
        kind, wanted = fields["targetType"], fields["targetIdentifier"]
        unknown = f"role not exists with code: {wanted}"
        namespace = self.role_namespace(fields.get("namespace")) if kind == "ROLE" else None
        subject = self.grant_subject(kind, wanted, namespace, unknown)
        return whole(self.own_rows(self.role_namespace(fields.get("namespace")), subject, fields))

    def get_group_authorized_resources(self, fields):
        group = self.group(fields["code"])
        return self.own_rows(self.role_namespace(fields.get("namespace")), group, fields)

    def get_role_authorized_resources(self, fields):
        role = self.role(fields["code"], fields.get("namespace"))
        names = ["resourceCode", "resourceType", "actions", "apiIdentifier"]
        return whole([{name: row[name] for name in names} for row in self.own_rows(role.namespace, role, fields)])

    def get_user_authorized_resources(self, fields):
        """One row for each resource and type, without what is denied."""
        user = self.user(fields["userId"], fields.get("userIdType", "user_id"))
        namespace = self.role_namespace(fields.get("namespace"))
        grants = self.grants_for(namespace, user)
        denials = [each for each in grants if each.effect == "DENY"]
        allowed = [each for each in grants if each.effect == "ALLOW" and fields.get("resourceType") in (None, each.type)]
        rows = []
        for key in unique([each.key for each in allowed]):
            merged = [each for each in allowed if each.key == key]
            every = together(merged)
            denied = [each for each in denials if each.covers(key[0])]
            left = [action for action in every if not any(each.names(action) for each in denied)]
            if left or not denied or any(each.has_all for each in merged):
                rows.append(self.granted_dto(namespace, merged[0].written, key[1], left, "ALLOW"))
        return whole(rows)

    def get_resource_authorized_targets(self, fields):
        namespace, place = self.role_namespace(fields.get("namespace")), split(fields["resource"])
        matching = [
            each
            for each in self.state.grants[::-1]
            if each.namespace is namespace
            and each.effect == "ALLOW"
            and each.covers(place)
            and fields.get("targetType") in (None, each.target_type)
        ]
        rows = []
        for subject in unique([each.subject for each in matching]):
            grants = [each for each in matching if each.subject is subject]
            by_code = grants[0].target_type in ("GROUP", "ROLE")
            named = {"targetType": grants[0].target_type, "targetIdentifier": subject.code if by_code else subject.id}
            rows.append(named | {"actions": unique([action for each in grants for action in each.actions])})
        return page(rows, fields)


def begins(grant, beginnings):
    """Whether the resource of a grant begins with one of some texts; without any, it does."""
    written = ":".join(grant.place)
    return not beginnings or any(written.startswith(each.removesuffix("*")) for each in beginnings)
