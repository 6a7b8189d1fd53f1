"""Values of custom fields; the pools of the sequences define no field, so any key is possible."""

from model.answers import Refusal, fresh_time

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
        raise Refusal(404, "角色不存在")

    def set_custom_data(self, fields):
        owner = self.owner(fields)
        merged = owner.custom_data | {each["key"]: each.get("value") for each in fields["list"]}
        owner.custom_data = {name: value for name, value in merged.items() if value is not None}
        if fields["targetType"] in ("USER", "DEPARTMENT"):
            owner.updated = fresh_time(owner.updated)
        return SUCCESS

    def get_custom_data(self, fields):
        return self.owner(fields).custom_data
