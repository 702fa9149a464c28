"""The pages' stylesheet and scripts, made with Node from GOV.UK Frontend's parts and our own; the result is committed.

`python -m devtools.look` writes them; with `--check` it only says whether they are in step. The colours are those of
`goldenthread/charts/palette.py`. Of GOV.UK Frontend's scripts just those that `start.mjs` names are copied, and what
they import, byte for byte.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from goldenthread.charts.palette import PALETTE

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
ROOM = ROOT / "goldenthread" / "components"
STATIC = ROOM / "static" / "components"
SHEET = STATIC / "goldenthread.css"
SCRIPTS = STATIC / "govuk"
FRONTEND = MODULES / "govuk-frontend" / "dist" / "govuk"
_IMPORT = re.compile(r"""^import .* from ['"]([^'"]+)['"];?$""", re.MULTILINE)
_MAP = re.compile(r"\n?//# sourceMappingURL=.*\n?$")


def stylesheet() -> str:
    """The compiled sheet, as it is committed."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-look-") as folder:
        colours = "".join(f'  "{name}": {colour},\n' for name, colour in PALETTE.items())
        (Path(folder) / "_palette.scss").write_text(f"$palette: (\n{colours});\n")
        done = subprocess.run(
            [
                *(MODULES / ".bin" / "sass", "--no-source-map", "--style=compressed", "--no-charset", "--quiet-deps"),
                *(f"--load-path={place}" for place in (folder, MODULES)),
                ROOM / "styles" / "goldenthread.scss",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode or done.stderr:
        sys.exit(f"The stylesheet cannot be compiled.\n{done.stderr}")
    return done.stdout


def scripts() -> dict[str, str]:
    """GOV.UK Frontend's modules that are used, by their path below its folder."""
    wanted = [name.removeprefix("./govuk/") for name in _imports((STATIC / "start.mjs").read_text())]
    found: dict[str, str] = {}
    while wanted:
        name = wanted.pop()
        if name not in found:
            # The map lies elsewhere, and a browser that looks for it would be told of no such page.
            found[name] = _MAP.sub("\n", (FRONTEND / name).read_text())
            wanted += [_beside(name, imported) for imported in _imports(found[name])]
    return found


def wanted_files() -> dict[Path, str]:
    """Every file that is made, with what it holds."""
    return {SHEET: stylesheet(), **{SCRIPTS / name: words for name, words in scripts().items()}}


def out_of_step(wanted: dict[Path, str]) -> list[str]:
    """The made files that are not as they would be made now, those too many among them."""
    there = {SHEET, *SCRIPTS.rglob("*.mjs")}
    different = [path for path, words in wanted.items() if not path.exists() or path.read_text() != words]
    return sorted(str(path.relative_to(ROOT)) for path in {*different, *(there - wanted.keys())})


def main(arguments: list[str]) -> int:
    """Writes what is not in step, or says it; 1 where something was to be said."""
    wanted = wanted_files()
    different = out_of_step(wanted)
    if arguments == ["--check"]:
        if different:
            print("Run make css, and commit what it writes:", *different, sep="\n")
        return 1 if different else 0
    for name in different:
        path = ROOT / name
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
        else:
            path.unlink()
        print(name)
    return 0


def _imports(module: str) -> Iterator[str]:
    yield from _IMPORT.findall(module)


def _beside(name: str, imported: str) -> str:
    path = (FRONTEND / name).parent / imported
    return str(path.resolve().relative_to(FRONTEND.resolve()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
