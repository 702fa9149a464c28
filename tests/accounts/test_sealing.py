"""Keys of codes are of no use to whoever has a copy of the database."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from goldenthread.accounts.sealing import seal, unseal
from tests.at_browser import PASSWORD, code_of, give_password, type_password
from tests.world import make_person

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def with_a_key(settings) -> None:
    settings.GOLDENTHREAD_KEEPS_ITS_KEY = True
    settings.SECRET_KEY = "a" * 50


def test_what_is_sealed_is_not_told_and_comes_back(with_a_key):
    kept = seal(SECRET)

    assert SECRET not in kept
    assert unseal(kept) == SECRET


def test_another_key_opens_nothing(with_a_key, settings):
    kept = seal(SECRET)

    settings.SECRET_KEY = "b" * 50

    # Something that nobody knows, and never the same: codes of "" could be worked out by anybody.
    found = {unseal(kept) for _ in range(3)}
    assert len(found) == 3
    assert not found & {"", SECRET}


def test_without_a_key_that_lasts_nothing_is_sealed_and_what_was_kept_so_is_read():
    assert seal(SECRET) == SECRET
    assert unseal(SECRET) == SECRET


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "secret", "leads"), [("a", SECRET, "/home"), ("b", SECRET, ""), ("b", "", "")])
@pytest.mark.usefixtures("with_a_key")
def test_somebody_signs_in_by_a_sealed_key_while_it_is_ours(settings, client, key, secret, leads):
    person = make_person("Asha Patel", email="asha@example.org")
    give_password(person)
    TOTP.activate(person, SECRET)
    assert SECRET not in str(Authenticator.objects.values())

    settings.SECRET_KEY = key * 50
    type_password(client, person, password=PASSWORD)
    answer = client.post("/sign-in/code", {"code": code_of(secret)})

    assert answer.headers.get("Location", "") == leads


@pytest.mark.django_db
def test_no_recovery_code_fits_once_the_key_is_another(with_a_key, settings):
    person = make_person("Asha Patel", email="asha@example.org")
    RecoveryCodes.activate(person)
    authenticator = Authenticator.objects.get(user=person)

    settings.SECRET_KEY = "b" * 50

    assert RecoveryCodes(authenticator).generate_codes() != RecoveryCodes(authenticator).generate_codes()
