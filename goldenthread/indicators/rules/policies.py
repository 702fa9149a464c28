"""Which rating policies a register may use: shipped ones, and its own as TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from goldenthread.domain.problems import InputRefused
from goldenthread.domain.rating import Policy, read_policy, shipped_policies
from goldenthread.indicators.forms.sheets import PolicyRow
from goldenthread.spreadsheets.differences import Findings

Key = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class KnownPolicies:
    """Every policy that a measure may name, by slug and version, and the keys of those that are new here."""

    every: Mapping[Key, Policy]
    named: tuple[Key, ...]
    lost: frozenset[str]  # slugs of rows that were refused

    def newest(self, slug: str) -> int | None:
        """The newest version of a policy, or None where there is none of that slug."""
        return max((version for known, version in self.every if known == slug), default=None)

    def versions_in_words(self, slug: str) -> str:
        """ "version 1, 2", for what is expected."""
        return _versions(slug, every=self.every)


def policy_text(text: str) -> str:
    """A policy's TOML in the one form that it is kept in: line feeds, no space at line ends, one last line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"


def kept_policy_row(text: str) -> PolicyRow:
    """The row that says a policy that is kept; a shipped one needs no text."""
    policy = read_policy(text)
    shipped = shipped_policies().get(policy.slug)
    is_shipped = shipped is not None and shipped.sha256 == policy.sha256
    return PolicyRow(policy=policy.slug, version=policy.version, toml="" if is_shipped else text)


def known_policies(
    rows: Iterable[PolicyRow], *, held: Iterable[str], files: Mapping[str, str], findings: Findings
) -> KnownPolicies:
    """Reads every policy; `held` are the texts that are kept, `files` the TOML files given, by name.

    A shipped policy keeps its text: another text under its slug and version is refused, and so is
    another text than the one that measures were rated by before.
    """
    every: dict[Key, Policy] = {}
    for policy in (*shipped_policies().values(), *(read_policy(text) for text in held)):
        every[policy.slug, policy.version] = policy
    given = dict(_from_files(files, findings=findings))
    lost: set[str] = set()
    named: list[Key] = []
    for name, policy in given.items():
        other = every.get((policy.slug, policy.version))
        if other is not None and other.sha256 != policy.sha256:
            findings.refuse(_row_of(policy, file=name), "file", _another_text(policy))
        else:
            every[policy.slug, policy.version] = policy
    for row in rows:
        read = None if row.broken else _of_row(row, every=every, given=given, findings=findings)
        if read is None:
            lost.add(row.policy)
        else:
            every[read.slug, read.version] = read
            named.append((read.slug, read.version))
    return KnownPolicies(every=every, named=tuple(dict.fromkeys(named)), lost=frozenset(lost))


def _from_files(files: Mapping[str, str], *, findings: Findings) -> Iterator[tuple[str, Policy]]:
    for name, text in files.items():
        try:
            yield name, read_policy(policy_text(text), file=name)
        except InputRefused as refusal:
            findings.problems += refusal.problems


def _of_row(
    row: PolicyRow, *, every: Mapping[Key, Policy], given: Mapping[str, Policy], findings: Findings
) -> Policy | None:
    """The policy that a row means, or None where a problem was told."""
    if row.toml and row.file:
        findings.refuse(row, "file", "There is a policy in the cell and a file too. Keep one of the two.")
        return None
    policy = every.get((row.policy, row.version))
    if row.toml:
        try:
            policy = read_policy(policy_text(row.toml))
        except InputRefused as refusal:
            findings.problems += (
                replace(
                    problem,
                    file=findings.file,
                    sheet=row.sheet,
                    row=row.line or None,
                    column="TOML",
                    message=f"{problem.column}: {problem.message}" if problem.column else problem.message,
                )
                for problem in refusal.problems
            )
            return None
    elif row.file:
        policy = given.get(row.file)
    if policy is None:
        if row.file:
            findings.refuse(
                row, "file", "This file is not there, or cannot be read as a policy.", expected=", ".join(given)
            )
        else:
            findings.refuse(
                row,
                "version",
                f"Version {row.version} of {row.policy!r} is neither shipped nor known here. Give its TOML.",
                expected=_versions(row.policy, every=every),
            )
        return None
    if (policy.slug, policy.version) != (row.policy, row.version):
        findings.refuse(
            row, "policy", f"The policy itself says {policy.slug!r}, version {policy.version}. Make the two agree."
        )
        return None
    kept = every.get((policy.slug, policy.version))
    if kept is not None and kept.sha256 != policy.sha256:
        findings.refuse(row, "toml", _another_text(policy))
        return None
    return policy


def _another_text(policy: Policy) -> str:
    is_shipped = any(
        (shipped.slug, shipped.version) == (policy.slug, policy.version) for shipped in shipped_policies().values()
    )
    who = "The product ships" if is_shipped else "The register has"
    return (
        f"{who} {policy.slug!r}, version {policy.version}, with another text. "
        "Give a changed policy a version or a slug of its own."
    )


def _versions(slug: str, *, every: Mapping[Key, Policy]) -> str:
    known = sorted(version for name, version in every if name == slug)
    return f"version {', '.join(map(str, known))}" if known else "a policy that `goldenthread policies` lists"


def _row_of(policy: Policy, *, file: str) -> PolicyRow:
    return PolicyRow(policy=policy.slug, version=policy.version, file=file)
