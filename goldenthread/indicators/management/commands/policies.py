"""policies: the rating policies, or one of them in words."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.rating import Policy, gaps_in_words, policy_in_words, shipped_policies
from goldenthread.indicators.management.commands._policies import named_policy, policy_or_file
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Lists the rating policies that come with goldenthread; or prints one in words, with its source and our "
        "reading of whatever the published rule leaves open. A policy of your own is named by its TOML file, and is "
        "checked."
    )
    examples = ("goldenthread policies", "goldenthread policies havering-2019-20", "goldenthread policies ours.toml")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "policy", nargs="?", type=policy_or_file, metavar="SLUG-OR-FILE", help="the policy to print in words"
        )

    def run(self, options: dict[str, Any]) -> None:
        if options["policy"] is None:
            self._list(as_json=options["json"])
            return
        policy = named_policy(options["policy"])
        if options["json"]:
            self.print_json(_as_dict(policy))
            return
        for line in _in_lines(policy):
            self.stdout.write(line)

    def _list(self, *, as_json: bool) -> None:
        policies = shipped_policies()
        if as_json:
            self.print_json({"policies": [_as_dict(policy) for policy in policies.values()]})
            return
        width = max(map(len, policies))
        for slug, policy in policies.items():
            self.stdout.write(f"{slug:<{width}}  {policy.title}")


def _in_lines(policy: Policy) -> list[str]:
    lines = [policy.title, f"{policy.slug}, version {policy.version}, from {policy.effective_from.isoformat()}"]
    if policy.council:
        lines.append(f"{policy.council_name} ({policy.council})")
    lines += ["", "The first that applies decides:"]
    lines += [f"  {sentence}" for sentence in policy_in_words(policy)]
    if policy.gaps:
        lines += ["", "Where the published rule is silent, and how it is read here:"]
        lines += [f"  {sentence}" for sentence in gaps_in_words(policy)]
    return [*lines, "", f"Source: {policy.citation}", policy.source, f"SHA-256: {policy.sha256}"]


def _as_dict(policy: Policy) -> dict[str, object]:
    return {
        "slug": policy.slug,
        "version": policy.version,
        "title": policy.title,
        "effective_from": policy.effective_from.isoformat(),
        "council": policy.council,
        "words": list(policy_in_words(policy)),
        "gaps": list(gaps_in_words(policy)),
        "source": policy.source,
        "citation": policy.citation,
        "sha256": policy.sha256,
    }
