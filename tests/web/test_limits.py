"""How much one request may send."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

MOST = settings.GOLDENTHREAD_REQUEST_BYTES


@pytest.fixture
def nobody():
    return Client()


def announce(client, **headers):
    """A request that says it sends so much. Nothing of it is there: reading it would be a fault."""
    return client.generic("POST", "/sign-in", b"", content_type="multipart/form-data; boundary=x", **headers)


@pytest.mark.parametrize("announced", [str(MOST + 1), "9" * 15, "9" * 5000])
def test_too_much_is_refused_in_words_before_anything_of_it_is_read(nobody, announced):
    answer = announce(nobody, CONTENT_LENGTH=announced)

    assert answer.status_code == 413
    assert "What you sent has more than 25 MB" in answer.content.decode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_a_request_that_does_not_say_how_much_it_sends_is_refused(nobody):
    assert announce(nobody, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked").status_code == 411


@pytest.mark.parametrize("announced", ["-1", "1e9", "x", "\u0661"])
def test_what_is_no_number_is_refused(nobody, announced):
    answer = announce(nobody, CONTENT_LENGTH=announced)

    assert answer.status_code == 400
    assert "could not be read, so nothing was changed" in answer.content.decode()


def test_a_host_that_is_not_ours_is_answered_in_plain_words():
    answer = Client(headers={"host": "evil.example"}).get("/sign-in")

    assert answer.status_code == 400
    assert "This could not be read" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


@pytest.mark.django_db
def test_a_file_of_the_size_that_may_be_attached_comes_through(nobody):
    sent = b"x" * settings.GOLDENTHREAD_ATTACHMENT_BYTES

    answer = nobody.post("/sign-in", sent, content_type="application/octet-stream")

    assert answer.status_code == 200
