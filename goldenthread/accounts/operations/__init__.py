"""Everything that changes a person's account."""

from goldenthread.accounts.operations.aside import put_aside, throw_away
from goldenthread.accounts.operations.invitations import InvitationLink, invite_person, take_up_invitation
from goldenthread.accounts.operations.messages import tell
from goldenthread.accounts.operations.people import (
    add_person,
    disable_person,
    enable_person,
    rename_person,
    unlink_organisation,
)
from goldenthread.accounts.operations.signing_in import (
    change_password,
    end_other_sessions,
    end_session,
    forget_sessions_of_the_past,
    note,
    note_failed_sign_in,
    note_refusal,
)

__all__ = [
    "InvitationLink",
    "add_person",
    "change_password",
    "disable_person",
    "enable_person",
    "end_other_sessions",
    "end_session",
    "forget_sessions_of_the_past",
    "invite_person",
    "note",
    "note_failed_sign_in",
    "note_refusal",
    "put_aside",
    "rename_person",
    "take_up_invitation",
    "tell",
    "throw_away",
    "unlink_organisation",
]
