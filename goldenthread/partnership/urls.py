"""The pages of people, of messages, and of what the partnership is made of."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.views import changing_people, deputies, messages, people, person, ratings

_administers = needs(Permission.ADMINISTER_PEOPLE)
_keeps = needs(Permission.KEEP_THE_REGISTER)
_names = needs(Permission.NAME_A_DEPUTY)
_PERSON = "people/<int:person_id>"

app_name = "partnership"
urlpatterns = [
    path("people", _administers(people.people_page), name="people"),
    # Whoever is refused something is told to ask somebody who may: here everybody finds out who that is.
    path("people/roles", signed_in(people.roles_page), name="roles"),
    path("people/invite", _administers(people.invite_page), name="invite"),
    path(_PERSON, _administers(person.person_page), name="person"),
    path(f"{_PERSON}/name", _administers(changing_people.rename_page), name="rename"),
    path(f"{_PERSON}/invite", _administers(changing_people.invite_again_page), name="invite-again"),
    path(f"{_PERSON}/code", _administers(changing_people.new_code_page), name="new-code"),
    path(f"{_PERSON}/close", _administers(changing_people.close_page), name="close"),
    path(f"{_PERSON}/open", _administers(changing_people.open_page), name="open"),
    path(f"{_PERSON}/unlink", _administers(changing_people.unlink_page), name="unlink"),
    path(f"{_PERSON}/appoint", _administers(changing_people.appoint_page), name="appoint"),
    path(f"{_PERSON}/appointments/<int:appointment_id>/end", _administers(changing_people.end_page), name="end"),
    path(f"{_PERSON}/deputies", _administers(changing_people.deputy_page), name="deputy"),
    path(f"{_PERSON}/deputies/<int:deputy_id>/call-off", _administers(person.call_off), name="call-off"),
    path("account/deputies", _names(deputies.deputies_page), name="deputies"),
    path("account/deputies/<int:deputy_id>/call-off", _names(deputies.call_off_own), name="call-off-own"),
    path("messages", _administers(messages.messages_page), name="messages"),
    path("messages/<int:number>/again", _administers(messages.send_again_page), name="send-again"),
    path("partnership/<slug:council>/ratings", _keeps(ratings.ratings_page), name="ratings"),
]
