"""Every read of the partnership: names, provision, roles, sheets."""

from goldenthread.partnership.queries.names import (
    CouncilFacts,
    PartnershipFacts,
    ServiceFacts,
    council_facts,
    councils,
    directorates,
    services,
    the_partnership,
)
from goldenthread.partnership.queries.provision import (
    ProvidedSpan,
    ProvisionOnADay,
    ProvisionThrough,
    never_provided,
    provision_on,
    provision_through,
)
from goldenthread.partnership.queries.roles import (
    FirstPerson,
    HeldRole,
    held_roles,
    holds_role,
    people_in_post,
    person_or_first,
    role_among,
    role_held,
    somebody_holds_a_role,
)
from goldenthread.partnership.queries.sheets import partnership_sheets

__all__ = [
    "CouncilFacts",
    "FirstPerson",
    "HeldRole",
    "PartnershipFacts",
    "ProvidedSpan",
    "ProvisionOnADay",
    "ProvisionThrough",
    "ServiceFacts",
    "council_facts",
    "councils",
    "directorates",
    "held_roles",
    "holds_role",
    "never_provided",
    "partnership_sheets",
    "people_in_post",
    "person_or_first",
    "provision_on",
    "provision_through",
    "role_among",
    "role_held",
    "services",
    "somebody_holds_a_role",
    "the_partnership",
]
