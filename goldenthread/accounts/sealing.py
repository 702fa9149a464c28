"""Keys of people's codes, sealed: whoever has a copy of the database alone cannot make anybody's codes."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_SEALED = "sealed:"


def seal(text: str) -> str:
    """The text, readable with the product's own secret key alone; as it is where none is kept between starts."""
    return _SEALED + _by_our_key().encrypt(text.encode()).decode() if settings.GOLDENTHREAD_KEEPS_ITS_KEY else text


def unseal(kept: str) -> str:
    """What was sealed, or was never.

    Where it was sealed with another key, something that nobody knows, in the letters of base 32 and different each
    time: no code fits it. "" would be a key like any other, whose codes everybody can work out.
    """
    if not kept.startswith(_SEALED):
        return kept
    try:
        return _by_our_key().decrypt(kept.removeprefix(_SEALED).encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _by_our_key() -> Fernet:
    key = hashlib.sha256(b"goldenthread codes\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
