"""The addresses of the register's own pages: those that change it."""

from django.urls import path

from goldenthread.indicators.views import cards, changes
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_keeps = needs(Permission.KEEP_THE_REGISTER)
_OF = "indicators/<path:ref>"  # a reference may hold a stroke; one that ends like an address is refused

app_name = "indicators"
urlpatterns = [
    path("indicators/new", _keeps(cards.add_page), name="new"),
    path(f"{_OF}/edit", _keeps(cards.edit_page), name="edit"),
    path(f"{_OF}/councils", _keeps(cards.councils_page), name="councils"),
    path(f"{_OF}/targets", _keeps(changes.targets_page), name="targets"),
    path(f"{_OF}/owners", _keeps(changes.owners_page), name="owners"),
    path(f"{_OF}/retire", _keeps(changes.retire_page), name="retire"),
    path(f"{_OF}/restore", _keeps(changes.restore_page), name="restore"),
]
