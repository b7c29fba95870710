"""Themes: templates, words and static files, as data in memory.

A theme is looked up in layers, first hit wins: the site's `themes/<name>/`, the site's `themes/default/`, the default theme that comes
with the program. So a site replaces any template, style or picture by a file of the same name; words are merged word by word. A
template that only wants to change a block of the one that it replaces extends it by its full name, `default/article.html`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import yaml
from jinja2 import UndefinedError

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.config import Config
from sitegen.read.record import Texts
from sitegen.render.words import Forms, flatten

FALLBACK_LANGUAGE = "en"
"""Whose words a theme speaks in a language that it has no `strings/` for."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a value: with a page, all that decides the page's bytes."""

    templates: Mapping[str, str]
    """Name → source; the program's own ones also as `default/<name>`."""
    origins: Mapping[str, str]
    """Template → the file that it comes from, for messages: relative to the site's folder, or below the program's own theme."""
    strings: Mapping[str, Mapping[str, Forms]]
    """Language → words, for every language of the site."""
    country_names: Mapping[str, Mapping[str, str]]
    """Language → country → the site's own name for it, before CLDR's."""
    static: Mapping[str, bytes]
    """Path below `static/` → bytes."""
    folder: str
    """Where the static files are published: `assets/<digest>`; another digest for other bytes, so that a browser may keep them."""
    base: str
    """Path of the site, in front of every address."""

    def asset(self, name: str) -> str:
        """The address of a static file; `UndefinedError` if the theme has none of that name."""
        if name not in self.static:
            raise UndefinedError(f"the theme has no static/{name}")
        return f"{self.base}{self.folder}/{name}"

    def published(self) -> Iterator[tuple[str, bytes]]:
        """The static files as they lie in the output folder."""
        for name, data in self.static.items():
            yield f"{self.folder}/{name}", data


def load(root: Path, config: Config, base: str) -> tuple[Theme | None, list[Problem]]:
    """The theme that the site asks for, None where there is no folder of that name. Problems name files relative to the site's folder."""
    if config.theme != "default" and not (root / "themes" / config.theme).is_dir():
        return None, [problem(Place("site.yaml"), "site-file.no-theme", theme=config.theme)]
    layers = _layers(root, config.theme)
    templates: dict[str, str] = {}
    origins: dict[str, str] = {}
    static: dict[str, bytes] = {}
    problems: list[Problem] = []
    for layer in reversed(layers):
        for name, path in _files(layer / "templates"):
            templates[name] = _text(path, _shown(path, layer, root), problems)
            origins[name] = _shown(path, layer, root)
            if layer == layers[-1]:
                templates[f"default/{name}"], origins[f"default/{name}"] = templates[name], origins[name]
        static |= {name: path.read_bytes() for name, path in _files(layer / "static")}
    strings = {}
    for lang in config.languages:
        words: dict[str, Forms] = {}
        for layer in reversed(layers):
            for spoken in (FALLBACK_LANGUAGE, lang):
                words |= _strings(layer, spoken, root, problems)
        strings[lang] = words | _own_words(config, lang)
    static = dict(sorted(static.items()))
    digest = blake2b(digest_size=5)
    for name, data in static.items():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    countries = {lang: _in_language(config.country_names, lang) for lang in config.languages}
    return Theme(templates, origins, strings, countries, static, f"assets/{digest.hexdigest()}", base), problems


def _own_words(config: Config, lang: str) -> dict[str, Forms]:
    """What `site.yaml` says otherwise than the theme."""
    labels = _in_language(config.agreement_labels, lang)
    return flatten({"validity": labels}) | flatten(config.strings.get(lang, {}))


def _in_language(names: Mapping[str, Texts], lang: str) -> dict[str, str]:
    return {key: texts.get(lang, texts.get("", "")) for key, texts in names.items() if lang in texts or "" in texts}


def _layers(root: Path, name: str) -> list[Path]:
    """Folders from the most particular to the program's own, each once."""
    packaged = Path(str(files("sitegen"))) / "themes" / "default"
    if not packaged.is_dir():  # a clone: the theme lies beside the package
        packaged = Path(__file__).resolve().parents[2] / "themes" / "default"
    own = [root / "themes" / name, root / "themes" / "default"]
    layers = [folder for folder in dict.fromkeys(own) if folder.is_dir() and folder.resolve() != packaged]
    return [*layers, packaged]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their path in it, sorted; links and hidden files are left out (a theme is only its own files)."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            for name, below in _files(path):
                yield f"{path.name}/{name}", below
        elif path.is_file():
            yield path.name, path


def _text(path: Path, shown: str, problems: list[Problem]) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(problem(Place(shown), "encoding", byte=f"0x{error.object[error.start]:02X}"))
        return ""


def _shown(path: Path, layer: Path, root: Path) -> str:
    """A theme's file as messages name it."""
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return f"themes/{layer.name}/{path.relative_to(layer).as_posix()}"


def _strings(layer: Path, lang: str, root: Path, problems: list[Problem]) -> dict[str, Forms]:
    path = layer / "strings" / f"{lang}.yaml"
    if not path.is_file():
        return {}
    try:
        tree = yaml.load(path.read_bytes(), yaml.CBaseLoader)  # noqa: S506 — the base loader makes text only
    except yaml.YAMLError:
        tree = None
    if isinstance(tree, Mapping):
        return flatten(tree)
    problems.append(problem(Place(_shown(path, layer, root)), "template.strings"))
    return {}
