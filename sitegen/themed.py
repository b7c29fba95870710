"""What a site of which little changed looks like: its settings and its theme, if they are those of the last build. The templates that the
pages want are compiled in a process of its own, while this one loads what else it takes to make pages."""

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


def _templates(last: Last, changed: Iterable[str]) -> Iterator[str]:
    """The templates that those pages asked for last time."""
    for path in changed:
        for file in last.shown_on.get(path, ()):
            for part in last.uses.get(last.shown[file].uses, ()):
                if part.startswith(_TEMPLATE):
                    yield part.removeprefix(_TEMPLATE)
