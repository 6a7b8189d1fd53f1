"""Values of custom fields."""

import json

from model.answers import fresh_time

SUCCESS = {"success": True}


class CustomData:
    """The operations on values of custom fields."""

    def owner(self, fields):
        target, wanted = fields["targetType"], fields["targetIdentifier"]
        if target == "USER":
            return self.user(wanted)
        if target == "GROUP":
            return self.group(wanted)
        if target == "DEPARTMENT":
            return self.department_by_id(wanted, self.state.organizations)
        return self.role(wanted, fields.get("namespace"))

    def set_custom_data(self, fields):
        owner = self.owner(fields)
        field_of = {field.key: field for field in self.fields_of(fields["targetType"])}
        values = [(each["key"], plain(each.get("value"), field_of.get(each["key"]))) for each in fields["list"]]
        self.require_allowed(fields["targetType"], values, owner, "list")
        changed = dict(owner.custom_data)
        for name, value in values:
            if value is None:
                changed.pop(name, None)
            else:
                changed[name] = value
        owner.custom_data = changed
        if fields["targetType"] != "GROUP":
            owner.updated = fresh_time(owner.updated)
        return SUCCESS

    def get_custom_data(self, fields):
        return self.owner(fields).custom_data


def plain(value, field):
    """The number or truth value that a text has, where the field has that type: SDKs send texts only."""
    types = {"NUMBER": [int, float], "BOOLEAN": [bool]}.get(field.type if field else None)
    if type(value) is not str or types is None:
        return value
    try:
        read = json.loads(value)
    except ValueError:
        return value
    return read if type(read) in types else value
