"""The examples of the reference are files that can be read."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.domain.request_protocols import wrong_protocol
from goldenthread.requests.forms import read_protocol, read_request
from tests.plans.test_files_of_the_reference import example_in


def test_the_examples_of_files_are_read_without_a_problem():
    protocol = read_protocol(example_in("protocol-file.md"), file="p.toml")
    request = read_request(example_in("request-file.md"), file="r.toml", protocol=protocol)

    assert not list(wrong_protocol(protocol))
    assert request.price is not None
    assert (request.price.overheads, request.price.margin) == (Decimal(18), Decimal(8))
    assert [one.scorer for one in request.scores] == ["First scorer", "Second scorer"]
