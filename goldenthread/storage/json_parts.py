"""Some parts of a column of JSON, of each row in one piece: of thousands of rows, so that none is read whole."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, JSONField
from django.db.models.sql.compiler import SQLCompiler


class JSONParts(Func):
    """A list of what stands at each path ("own__rating"), in their order; None where there is nothing.

    Asked for one by one, each part would be looked for in the whole text three times.
    """

    output_field = JSONField()

    def __init__(self, field: str, *paths: str) -> None:
        if len(paths) < 2:
            raise ValueError("One part alone is no list: ask for it with KT.")
        super().__init__(F(field))
        self.paths = tuple(path.split("__") for path in paths)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        paths = tuple("$" + "".join(f'."{key}"' for key in path) for path in self.paths)
        return f"JSON_EXTRACT({column}, {', '.join(['%s'] * len(paths))})", (*parameters, *paths)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        parts = ", ".join([f"{column} #> %s::text[]"] * len(self.paths))
        return f"jsonb_build_array({parts})", tuple(
            one for path in self.paths for one in (*parameters, "{" + ",".join(path) + "}")
        )
