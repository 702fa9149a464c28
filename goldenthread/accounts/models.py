"""The people who use the product, how they were invited, and where they are signed in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. The e-mail address identifies; it is kept as typed and is unique in any capitals."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_user_for_each_email_address"),)

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by which a person sets a password, or links the organisation's sign-in: once, and for a time.

    The link's own words are told once and not kept; what is kept finds them again.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    # Where nobody is known to have made it, the command that makes the first administrator did.
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None),
                name="an_invitation_that_was_used_is_not_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"invitation of {self.person} until {self.expires_at}"


class BrowserSession(AbstractBaseSession):
    """A browser that somebody is signed in on, or that is about to sign in. Gone once it ended."""

    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True)  # "Firefox on Windows"

    class Meta:
        # The session's own library orders none.
        verbose_name = "session"

    def __str__(self) -> str:
        return f"{self.browser} since {self.began_at}"


class PutAside(models.Model):
    """Something of one person's that waits for them, for a while: words that were not sent, a workbook to confirm.

    `sha256` is of the content as it was given; what was changed since by another hand is given to nobody.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    put_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "what"), name="one_of_a_kind_is_put_aside"),)

    def __str__(self) -> str:
        return f"{self.what} of {self.person}"


class CacheEntry(models.Model):
    """What every process shares for a while: counts of failed sign-ins, codes used. Django's cache writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
