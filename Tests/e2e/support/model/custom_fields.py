"""Definitions of custom fields, and which custom data they allow."""

from model.answers import Refusal, malformed, not_emulated
from model.entities import CustomField
from model.replies import contains, custom_field_dto

SUCCESS = {"success": True}
# Names of other versions of the service.
OTHER_NAMES = {"SELECT": "ENUM"}
# Built-in fields of users that the requests name.
BUILT_IN = ["nickname"]
SHOWN = ["label", "description", "userEditable", "visibleInAdminConsole", "visibleInUserCenter"]


class CustomFields:
    """The operations on definitions."""

    def custom_field(self, target, key):
        return next((each for each in self.fields_of(target) if each.key == key), None)

    def fields_of(self, target):
        return [each for each in self.state.custom_fields if each.target == target]

    def set_custom_fields(self, fields):
        if any(each.get("isUnique") and each["targetType"] != "USER" for each in fields["list"]):
            raise not_emulated("list")
        return [custom_field_dto(self.define(each)) for each in fields["list"]]

    def define(self, given):
        target, key = given["targetType"], given["key"]
        known = self.custom_field(target, key)
        wanted = OTHER_NAMES.get(given.get("dataType"), given.get("dataType"))
        field = known or CustomField(target, key, wanted or "STRING")
        values = [option["value"] for option in given.get("options", [])]
        if (
            (target == "USER" and key in BUILT_IN)
            or len(set(values)) < len(values)
            or wanted not in (None, field.type)
            or (known and given.get("encrypted", known.encrypted) != known.encrypted)
        ):
            raise malformed("list")
        field.encrypted = given.get("encrypted", field.encrypted)
        field.unique = given.get("isUnique", field.unique)
        if field.unique and field.type not in ("STRING", "NUMBER"):
            raise malformed("list")
        field.shown |= {name: given[name] for name in SHOWN if name in given}
        field.options = given.get("options") or field.options
        if not known:
            self.state.custom_fields.append(field)
        return field

    def delete_custom_fields(self, fields):
        """The values are removed, too; the owners count as unchanged."""
        for each in fields["list"]:
            field = self.custom_field(each["targetType"], each["key"])
            if field:
                self.state.custom_fields.remove(field)
                for owner in self.owners(field.target):
                    owner.custom_data.pop(field.key, None)
        return SUCCESS

    def owners(self, target):
        departments = [each for root in self.state.organizations for each in root.tree]
        state = self.state
        return {"USER": state.users, "GROUP": state.groups, "DEPARTMENT": departments, "ROLE": state.roles}[target]

    def get_custom_fields(self, fields):
        return [custom_field_dto(field) for field in self.fields_of(fields["targetType"])]

    def list_custom_fields(self, fields):
        wanted = OTHER_NAMES.get(fields.get("dataType"), fields.get("dataType"))
        found = [
            field
            for field in self.fields_of(fields["targetType"])
            if wanted in (None, field.type)
            and fields.get("userVisible", field.shown["visibleInUserCenter"]) == field.shown["visibleInUserCenter"]
            and any(contains(each or "", fields.get("keyword", "")) for each in (field.key, field.shown["label"]))
        ]
        counts = {
            "all": len(found),
            "userVisible": sum(field.shown["visibleInUserCenter"] for field in found),
            "adminVisible": sum(field.shown["visibleInAdminConsole"] for field in found),
        }
        first = (fields.get("page", 1) - 1) * fields.get("limit", 10)
        shown = found[first : first + fields.get("limit", 10)]
        return {"count": counts, "list": [custom_field_dto(field) for field in shown]}

    def require_allowed(self, target, values, own=None, name="customData"):
        """Refuses values, as pairs, that the definitions of the target do not allow; without one all are allowed."""
        if not self.fields_of(target):
            return
        for key, value in values:
            field = self.custom_field(target, key)
            if value is None:
                continue
            if field is None or not field.takes(value):
                raise malformed(name)
            others = [user for user in self.state.users if user is not own and key in user.custom_data]
            if field.unique and any(same(user.custom_data[key], value) for user in others):
                raise Refusal(409, f"{key} 已存在")


def same(one, other):
    """A number and a text are different, whatever they look like."""
    return type(one) in (int, float, str) and isinstance(one, str) == isinstance(other, str) and one == other
