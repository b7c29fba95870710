"""Where the files of a theme lie: the folders that it is looked up in.

First hit wins: the site's `themes/<name>/`, the site's `themes/default/`, the default theme that comes with the program. So a site replaces
any file by one of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.base.problems import Place, Problem, problem
from sitegen.base.tool import default_theme

PACKAGED = "sitegen/themes/default"
"""How messages name the theme that comes with the program, where it is not the site's own."""


class Layer(Struct, frozen=True):
    """One of the folders that a theme is looked up in."""

    folder: Path
    name: str
    """As messages name it: relative to the site's folder, or `PACKAGED`."""

    def shown(self, path: Path) -> str:
        """A file of the folder as messages name it."""
        return f"{self.name}/{path.relative_to(self.folder).as_posix()}"

    def file(self, name: str, problems: list[Problem]) -> Path | None:
        """A file that lies in the folder itself; None where there is none. A link is none: a theme is only its own files."""
        path = self.folder / name
        if path.is_symlink():
            problems.append(_link(path, self.shown(path)))
            return None
        return path if path.is_file() else None

    def files(self, part: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
        """The files below `templates`, `static` or `strings` by their path in it, without links."""
        yield from self._below(self.folder / part, "", problems)

    def _below(self, folder: Path, prefix: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
        if folder.is_symlink():
            problems.append(_link(folder, self.shown(folder)))
        elif folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.name.startswith("."):
                    continue
                if path.is_symlink():
                    problems.append(_link(path, self.shown(path)))
                elif path.is_dir():
                    yield from self._below(path, f"{prefix}{path.name}/", problems)
                elif path.is_file():
                    yield prefix + path.name, path


def packaged() -> Path:
    """The folder of the default theme, which comes with the program."""
    return default_theme().resolve()


def layers(root: Path, name: str, problems: list[Problem]) -> list[Layer]:
    """The folders of a theme from the most particular to the program's own, each once."""
    ours = packaged()
    found = []
    for each in dict.fromkeys((name, "default")):
        layer = Layer(root / "themes" / each, f"themes/{each}")
        if layer.folder.is_symlink():
            problems.append(_link(layer.folder, layer.name))
        elif layer.folder.is_dir() and layer.folder.resolve() != ours:
            found.append(layer)
    return [*found, Layer(ours, "themes/default" if ours.is_relative_to(root.resolve()) else PACKAGED)]


def _link(path: Path, shown: str) -> Problem:
    return problem(Place(shown), "not-a-file.link", found=path.name)
