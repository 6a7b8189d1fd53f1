"""A model of the directory: the expected reply of every operation, written from the documents alone.

The rules come from docs/behaviour and docs/fidelity.md, not from the sources of the server, and are kept as plain as
possible: lists that are searched from end to end, no index, no cache. One file for each domain. `Model.answer` takes
an operation with the fields of its request and gives the expected `data`, or raises the `Refusal` expected; a refused
request leaves the model as it was.
"""

import pickle

from model.access_keys import AccessKeys
from model.answers import Refusal
from model.common_resources import CommonResources
from model.custom_data import CustomData
from model.custom_fields import CustomFields
from model.data_policies import DataPolicies
from model.data_resources import DataResources
from model.department_reads import DepartmentReads
from model.departments import Departments
from model.entities import State
from model.groups import Groups
from model.lookups import Lookups
from model.memberships import Memberships
from model.namespaces import Namespaces
from model.organizations import Organizations
from model.permissions import Permissions
from model.resource_grants import ResourceGrants
from model.role_holders import RoleHolders
from model.roles import Roles
from model.user_lists import UserLists
from model.users import Users


class Model(
    Users, UserLists, Groups, Organizations, Departments, DepartmentReads, Memberships, Lookups, AccessKeys,
    CustomData, CustomFields, Namespaces, Roles, RoleHolders, DataResources, DataPolicies, Permissions,
    CommonResources, ResourceGrants,
):
    """One user pool as it should be."""

    def __init__(self, pool):
        self.state = State.from_seed(pool)

    def look(self, operation, fields):
        """The `data` of a successful read."""
        return getattr(self, operation)(fields)

    def answer(self, operation, fields):
        """The `data` of a successful call; a refused call raises a `Refusal` and changes nothing."""
        before = pickle.dumps(self.state)
        try:
            self.require_well_formed_ids(fields)
            return getattr(self, operation)(fields)
        except Refusal:
            self.state = pickle.loads(before)
            raise

    def refusal(self, operation, fields):
        """The `Refusal` of a request, or None; changes nothing."""
        before = pickle.dumps(self.state)
        try:
            self.answer(operation, fields)
        except Refusal as refusal:
            return refusal
        finally:
            self.state = pickle.loads(before)
        return None
