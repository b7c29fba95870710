"""Themes: templates, words and static files, as data in memory.

A theme is looked up in layers (`read/themefolders.py`), of which the first that has a file of a name counts; words are merged word by
word. A template that only wants to change a block of the one that it replaces extends it by its full name, `default/article.html`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from jinja2 import UndefinedError
from msgspec import Struct

from sitegen.base.memory import digest
from sitegen.base.problems import Place, Problem, SitegenError, problem
from sitegen.read import nodes, text, yaml
from sitegen.read.config import Colour, Config
from sitegen.read.record import Texts
from sitegen.read.themefolders import layers
from sitegen.render.style import with_settings
from sitegen.render.words import Forms, flatten

FALLBACK_LANGUAGE = "en"
"""Whose words a theme speaks in a language that it has no `strings/` for."""


class Theme(Struct, frozen=True):
    """A theme as a value: with a page, all that decides the page's bytes."""

    templates: Mapping[str, str]
    """Name → source; the program's own ones also as `default/<name>`."""
    origins: Mapping[str, str]
    """Template → the file that it comes from, for messages: relative to the site's folder, or below `themefolders.PACKAGED`."""
    strings: Mapping[str, Mapping[str, Forms]]
    """Language → words, for every language of the site."""
    country_names: Mapping[str, Mapping[str, str]]
    """Language → country → the site's own name for it, before CLDR's."""
    colours: Mapping[str, Colour]
    """By name, as the site has them."""
    static: Mapping[str, bytes]
    """Path below `static/` → bytes, with the site's colours and sizes in them."""
    folder: str
    """Where the static files are published: `assets/<digest>`; another digest for other bytes, so that a browser may keep them."""
    base: str
    """Path of the site, in front of every address."""

    def template(self, name: str) -> tuple[str, str, None] | None:
        """What Jinja2 asks a loader for: a source, with the file's name for its tracebacks; None if the theme has none of that name."""
        source = self.templates.get(name)
        return None if source is None else (source, self.origins[name], None)

    def asset(self, name: str) -> str:
        """The address of a static file; `UndefinedError` if the theme has none of that name."""
        if name not in self.static:
            raise UndefinedError(f"the theme has no static/{name}")
        return f"{self.base}{self.folder}/{name}"

    def colour(self, name: str, scheme: str = "light") -> str:
        """A colour in a scheme, `light` or `dark`; `UndefinedError` if the theme has none of that name."""
        if name not in self.colours:
            raise UndefinedError(f"the theme has no colour {name!r}")
        return self.colours[name].dark if scheme == "dark" else self.colours[name].light

    def parts(self) -> dict[str, str]:
        """A text for each part that a page may ask for, another one where that part would show something else."""
        parts = {f"template/{name}": digest(source.encode()) for name, source in self.templates.items()}
        parts |= {f"asset/{name}": self.asset(name) for name in self.static}
        parts |= {f"colour/{name}": f"{colour.light} {colour.dark}" for name, colour in self.colours.items()}
        for lang, words in self.strings.items():
            parts[f"countries/{lang}"] = str(sorted(self.country_names.get(lang, {}).items()))
            parts |= {f"string/{lang}/{key}": str(sorted(forms.items())) for key, forms in words.items()}
        return parts

    def published(self) -> Iterator[tuple[str, bytes]]:
        """The static files as they lie in the output folder."""
        for name, data in self.static.items():
            yield f"{self.folder}/{name}", data


def load(root: Path, config: Config, base: str) -> tuple[Theme | None, list[Problem]]:
    """The theme that the site asks for, None where there is no folder of that name. Problems name files relative to the site's folder."""
    if config.theme != "default" and not (root / "themes" / config.theme).is_dir():
        return None, [problem(Place("site.yaml"), "site-file.no-theme", theme=config.theme)]
    problems: list[Problem] = []
    folders = layers(root, config.theme, problems)
    templates: dict[str, str] = {}
    origins: dict[str, str] = {}
    static: dict[str, bytes] = {}
    words: dict[str, dict[str, Forms]] = {}
    for layer in reversed(folders):
        for name, path in layer.files("templates", problems):
            templates[name] = _text(path, layer.shown(path), problems)
            origins[name] = layer.shown(path)
            if layer == folders[-1]:
                templates[f"default/{name}"], origins[f"default/{name}"] = templates[name], origins[name]
        static |= {name: _bytes(path) for name, path in layer.files("static", problems)}
        for name, path in layer.files("strings", problems):
            words.setdefault(name, {}).update(_strings(path, layer.shown(path), problems))
    fallback = words.get(f"{FALLBACK_LANGUAGE}.yaml", {})
    strings = {lang: fallback | words.get(f"{lang}.yaml", {}) | _own_words(config, lang) for lang in config.languages}
    static = {name: with_settings(name, static[name], config.design) for name in sorted(static)}
    shape = blake2b(digest_size=5)
    for name, data in static.items():
        shape.update(f"{name}\0{len(data)}\0".encode() + data)
    countries = {lang: _in_language(config.country_names, lang) for lang in config.languages}
    return Theme(
        templates, origins, strings, countries, config.design.colours, static, f"assets/{shape.hexdigest()}", base
    ), problems


def _own_words(config: Config, lang: str) -> dict[str, Forms]:
    """What `site.yaml` says otherwise than the theme."""
    labels = _in_language(config.agreement_labels, lang)
    return flatten({"validity": labels}) | flatten(config.strings.get(lang, {}))


def _in_language(names: Mapping[str, Texts], lang: str) -> dict[str, str]:
    return {key: texts.get(lang, texts.get("", "")) for key, texts in names.items() if lang in texts or "" in texts}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(f"{path}: {error.strerror}") from error


def _text(path: Path, shown: str, problems: list[Problem]) -> str:
    decoded, found = text.decode(_bytes(path), shown)
    problems += found
    return decoded or ""


def _strings(path: Path, shown: str, problems: list[Problem]) -> dict[str, Forms]:
    node, found = yaml.load(_text(path, shown, problems), shown)
    problems += found
    return flatten(_plain(node, problems)) if isinstance(node, nodes.Mapping) else {}


def _plain(node: nodes.Mapping, problems: list[Problem]) -> dict[str, object]:
    words: dict[str, object] = {}
    for key, value in node.entries:
        if isinstance(value, nodes.Scalar):
            words[key.text] = value.text
        elif isinstance(value, nodes.Mapping):
            words[key.text] = _plain(value, problems)
        else:
            problems.append(problem(value.place, "template.strings", key=key.text))
    return words
