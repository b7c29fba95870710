"""What a site looks like: the little that is known of it before the rest of the program is loaded. The templates that its pages want are
compiled in a process of its own, while this one loads what else it takes to make pages, and reads the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.base.aside import aside
from sitegen.plan.addresses import Base
from sitegen.publish.last import Last
from sitegen.read.config import Config
from sitegen.read.siteyaml import read_config
from sitegen.render.codes import Compiled, compiled
from sitegen.render.theme import Theme, load
from sitegen.report import Options

_TEMPLATE = "template/"


class Themed(NamedTuple):
    """Settings and theme of a site."""

    config: Config
    theme: Theme
    compiled: Callable[[], Mapping[str, Compiled]]
    """Waits for the templates."""


def themed(root: Path, options: Options, last: Last, changed: Iterable[str]) -> Themed | None:
    """Of the pages that show the words of files which changed; None where the theme is another one than the last build's."""
    config, _ = read_config(root)
    theme = load(root, config, Base.of(options.base_url or config.base_url).prefix)[0] if config else None
    if config is None or theme is None or theme.parts() != last.facts.theme:
        return None
    names = {*_templates(last, changed)}
    return Themed(config, theme, aside(lambda: compiled(theme, names), dict[str, Compiled]) if names else dict)


def templates(root: Path) -> Callable[[], Mapping[str, Compiled]]:
    """Begins to compile all templates of a site's theme; whoever calls what comes back waits for them. Whoever uses them compares their
    sources, so it does no harm if the theme is changed meanwhile."""

    def compile_all() -> dict[str, Compiled]:
        config, _ = read_config(root)
        theme = load(root, config, "")[0] if config else None
        if theme is None:
            return {}
        return compiled(theme, (name for name in theme.templates if not name.startswith("default/")))

    return aside(compile_all, dict[str, Compiled])


def _templates(last: Last, changed: Iterable[str]) -> Iterator[str]:
    """The templates that those pages asked for last time."""
    for path in changed:
        for file in last.shown_on.get(path, ()):
            for part in last.uses.get(last.shown[file].uses, ()):
                if part.startswith(_TEMPLATE):
                    yield part.removeprefix(_TEMPLATE)
