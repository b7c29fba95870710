"""The command `check`: what a build would find in the sources, and what is wrong with what was built. It publishes nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import structs

from sitegen.base.problems import Place, Problem, in_order
from sitegen.build import attempt, look
from sitegen.inspect.inspecting import inspect
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import Entry, entry
from sitegen.publish.state import STATE
from sitegen.publish.writer import locked, save
from sitegen.report import Options, Report


def check(root: Path, out: Path | str, options: Options, *, external: bool = False) -> Report:
    """What a clean build of the sources in `root` would find, and what is wrong with the files that lie in `out`. With `external` the links
    to other sites are tried, too."""
    prepared, found = look(root, options)
    if prepared is None:
        return Report(problems=in_order(found), usable=False)
    made: dict[str, Entry] = {}

    def take(file: str, data: bytes) -> None:
        made[file] = entry(data)

    report = attempt(root, out, prepared, found, options, take)
    inspection = inspect(root, Path(out), prepared.plan, made, jobs=options.jobs, outside=external)
    told = [*report.problems, *inspection.problems]
    if external:
        told += try_links(root, inspection.outside, time.time())
    return structs.replace(report, problems=in_order(told))


def try_links(root: Path, places: Mapping[str, list[Place]], now: float) -> list[Problem]:
    """What other sites reply of the addresses that pages lead to. What they replied is kept in `.sitegen/`."""
    from sitegen.inspect import external  # HTTP and TLS, which nothing else needs

    folder = root / STATE
    known = external.kept(folder)
    replies = external.ask(places, known, now)
    if replies != known:
        with suppress(OutputError), locked(folder / "lock"):  # what cannot be kept is only asked again
            save(folder / external.NAME, external.to_keep(replies))
    return list(external.problems(places, replies))
