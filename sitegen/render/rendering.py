"""Rendering: a page and a theme in, bytes out. Reads nothing else, so these two are all that can make a page stale."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket
from markupsafe import Markup

from sitegen.base.formats import Formats
from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.page import Page
from sitegen.plan.parts import Frame
from sitegen.render import jsonld, markdown
from sitegen.render.formats import FORMATS
from sitegen.render.template_errors import problem_in_template
from sitegen.render.theme import Theme
from sitegen.render.words import Voice, Words

_BODIES_KEPT = 256
"""Rendered bodies kept in memory: an article's is wanted by its page, by the search for its problems and by the feeds, soon after another."""


class Renderer:
    """Renders pages in one theme. It keeps compiled templates and rendered bodies, nothing that depends on the page before."""

    def __init__(self, theme: Theme):
        self.theme = theme
        self.prose = lru_cache(_BODIES_KEPT)(markdown.render)
        self.voice: Callable[[str], Voice] = cache(self._voice)
        self._environment = cache(self._make_environment)
        self._code = _Code()
        self._fragments: dict[tuple[object, ...], Markup] = {}

    def render(self, page: Page) -> bytes:
        """The bytes of a page. A mistake in a template raises what Jinja2 or the template's own call raises."""
        if page.template in FORMATS:
            return FORMATS[page.template](page.view, self.voice, self.prose)
        return self._environment(page.view.lang).get_template(page.template).render(page=page.view).encode()

    def fragment(self, name: str, frame: Frame, **given: str | None) -> Markup:
        """A template that shows nothing but a frame and some words: rendered once for each, however many pages it stands on."""
        key = (name, frame, *given.items())
        made = self._fragments.get(key)
        if made is None:
            template = self._environment(frame.lang).get_template(name)
            made = self._fragments[key] = Markup(template.render(frame=frame, **given))  # noqa: S704 — escaped by the template
        return made

    def try_to_render(self, page: Page, prose: Place | None) -> tuple[bytes, list[Problem]]:
        """The bytes of a page (none if its template fails), and what is wrong with its template and its words, which begin at `prose`."""
        try:
            data, problems = self.render(page), []
        except Exception as error:
            found = problem_in_template(error, self.theme)
            if found is None:
                raise
            return b"", [found]
        body = getattr(page.view, "body", None)
        if body and prose:
            for finding in self.prose(body).findings:
                column = finding.column + (prose.column - 1 if finding.line == 1 else 0)
                place = Place(prose.path, prose.line + finding.line - 1, column)
                problems.append(problem(place, finding.id, **dict(finding.facts)))
        return data, problems

    def _voice(self, lang: str) -> Voice:
        formats = Formats(lang, self.theme.country_names.get(lang, {}))
        return Voice(lang, Words(self.theme.strings[lang], formats), formats)

    def _make_environment(self, lang: str) -> Environment:
        voice = self.voice(lang)
        environment = _Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,  # for every name: `select_autoescape` leaves out what does not end in .html
            undefined=StrictUndefined,
            bytecode_cache=self._code,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals |= {
            "t": voice.t,
            "d": voice.d,
            "voice": self.voice,
            "asset": self.theme.asset,
            "prose": self.prose,
            "fragment": self.fragment,
            "jsonld": lambda view: jsonld.script(view, voice),
        }
        return environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        """A template with the file's name, which Jinja2 puts into tracebacks."""
        source = self.theme.templates.get(name)
        return None if source is None else (source, self.theme.origins[name], None)


class _Environment(Environment):
    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **named: Any) -> Any:
        """What is too much for Jinja2 or for Python (brackets in brackets, a number of 5,000 digits) is a mistake of the template, too."""
        try:
            return super().compile(source, name, filename, *more, **named)
        except (RecursionError, SyntaxError, MemoryError, ValueError) as error:
            raise TemplateSyntaxError("too long or too deeply nested", 1, name, filename) from error


class _Code(BytecodeCache):
    """Compiled templates, in memory: compiling one costs more than rendering it a hundred times, and every language uses the same."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
