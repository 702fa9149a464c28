"""The addresses of the register's own pages: what the partnership is made of, and whatever changes the register."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.indicators.views import cards, changes, partnership, parts, policies, provision, reviewing
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_keeps = needs(Permission.KEEP_THE_REGISTER)
_PROVISION = "partnership/provision/<slug:service>/<slug:council>"
_OF = "indicators/<path:ref>"  # a reference may hold a stroke; one that ends like an address is refused

app_name = "indicators"
urlpatterns = [
    path("partnership", signed_in(partnership.partnership_page), name="partnership"),
    path("partnership/change", _keeps(parts.partnership_form_page), name="change-partnership"),
    path("partnership/provision/new", _keeps(provision.provide_page), name="provide"),
    path(_PROVISION, _keeps(provision.change_provision_page), name="change-provision"),
    path(f"{_PROVISION}/end", _keeps(provision.end_provision_page), name="end-provision"),
    path("partnership/councils/<slug:slug>/leave", _keeps(provision.leave_page), name="leave"),
    path("partnership/<slug:kind>/new", _keeps(parts.add_part_page), name="add-part"),
    path("partnership/<slug:kind>/<slug:slug>/change", _keeps(parts.change_part_page), name="change-part"),
    path("indicators/new", _keeps(cards.add_page), name="new"),
    path(f"{_OF}/edit", _keeps(cards.edit_page), name="edit"),
    path(f"{_OF}/councils", _keeps(cards.councils_page), name="councils"),
    path(f"{_OF}/targets", _keeps(changes.targets_page), name="targets"),
    path(f"{_OF}/owners", _keeps(changes.owners_page), name="owners"),
    path(f"{_OF}/review", _keeps(reviewing.review_page), name="review"),
    path(f"{_OF}/retire", _keeps(changes.retire_page), name="retire"),
    path(f"{_OF}/restore", _keeps(changes.restore_page), name="restore"),
    path("policies", signed_in(policies.policies_page), name="policies"),
    path("policies/<slug:slug>", signed_in(policies.policy_page), name="policy"),
    path("policies/<slug:slug>/adopt", _keeps(policies.adopt_page), name="adopt"),
]
