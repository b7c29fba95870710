"""Rendering: a page and a theme in, bytes out. Reads nothing else, so these two are all that can make a page stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, Template, TemplateError, UndefinedError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from sitegen.base.formats import Formats
from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.page import Page
from sitegen.plan.parts import Frame
from sitegen.render import jsonld
from sitegen.render.bodies import Bodies
from sitegen.render.codes import Codes, Compiled, settings
from sitegen.render.compiling import QuickEnvironment
from sitegen.render.formats import FORMATS
from sitegen.render.template_errors import problem_in_template
from sitegen.render.theme import Theme
from sitegen.render.uses import Noting, Uses
from sitegen.render.words import Voice, Words

_FRAGMENTS_KEPT = 256
_PARTS_KEPT = 16384
"""Cards, of about a kilobyte each: an article's stands on some page of all news, on its year's and on its topics'."""


class Renderer:
    """Renders pages in one theme. It keeps compiled templates and rendered bodies, nothing that depends on the page before. Templates that
    an `earlier` one compiled are not compiled again."""

    def __init__(self, theme: Theme, bodies: Bodies | None = None, earlier: Renderer | None = None):
        self.theme = theme
        self.prose = bodies or Bodies()
        self.uses = Uses()
        self._voices: Callable[[str], Voice] = cache(self._voice)
        self._environment = cache(self._make_environment)
        self._in_jinja = False
        """Whether a page failed: Jinja2's own functions render it and all that come, since the next one would fail, too."""
        self._codes: Codes = earlier._codes if earlier else Codes()
        self._fragment = lru_cache(_FRAGMENTS_KEPT)(self._make_fragment)
        self._part = lru_cache(_PARTS_KEPT, typed=True)(self._make_part)

    def render(self, page: Page) -> bytes:
        """The bytes of a page. A mistake in a template raises what Jinja2 or the template's own call raises."""
        if page.template in FORMATS:
            return FORMATS[page.template](page.view, self.voice, self.prose)
        try:
            return self._render(page)
        except Exception:
            if self._in_jinja:
                raise
            self._in_jinja = True
            self._environment.cache_clear()
            return self._render(page)

    def _render(self, page: Page) -> bytes:
        self.voice(page.view.lang)
        return self._environment(page.view.lang).get_template(page.template).render(page=page.view).encode()

    def compile_templates(self) -> list[Problem]:
        """Compiles all templates, for the processes that are forked from this one; gives what cannot be compiled."""
        broken: list[Problem] = []
        for lang in self.theme.strings:
            for name in self.theme.templates:
                if not name.startswith("default/"):
                    try:
                        self._environment(lang).get_template(name)
                    except TemplateError as error:
                        found = problem_in_template(error, self.theme)
                        broken += [found] if found and found not in broken else []
        return broken

    def take(self, compiled: Mapping[str, Compiled]) -> None:
        """Templates that another process compiled: those whose source is the same here need not be compiled."""
        self._codes.take(compiled)

    def voice(self, lang: str) -> Voice:
        """How the site speaks in a language."""
        self.uses.asked.add(f"countries/{lang}")
        return self._voices(lang)

    def asset(self, name: str) -> str:
        """The address of a static file of the theme."""
        self.uses.asked.add(f"asset/{name}")
        return self.theme.asset(name)

    def colour(self, name: str, scheme: str = "light") -> str:
        """A colour of the theme."""
        self.uses.asked.add(f"colour/{name}")
        return self.theme.colour(name, scheme)

    def fragment(self, name: str, frame: Frame, **given: str | None) -> Markup:
        """A template that shows nothing but a frame and some words: rendered once for each, however many pages it stands on."""
        made, uses = self._fragment(name, frame, **given)
        self.uses.asked |= uses
        return made

    def part(self, lang: str, name: str, *given: object) -> Markup:
        """What a macro of `lists.html` makes of some values: made once for equal ones."""
        made, uses = self._part(lang, name, *given)
        self.uses.asked |= uses
        return made

    def _make_fragment(self, name: str, frame: Frame, **given: str | None) -> tuple[Markup, frozenset[str]]:
        def make() -> Markup:
            self.voice(frame.lang)
            template = self._environment(frame.lang).get_template(name)
            return Markup(template.render(frame=frame, **given))  # noqa: S704 — escaped by the template

        return self.uses.collect(make)

    def _make_part(self, lang: str, name: str, *given: object) -> tuple[Markup, frozenset[str]]:
        def make() -> Markup:
            self.voice(lang)
            macro = getattr(self._environment(lang).get_template("lists.html").module, name, None)
            if macro is None:
                raise UndefinedError(f"lists.html has no macro {name!r}")
            made: Markup = macro(*given)
            return made

        return self.uses.collect(make)

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
        words = Noting(self.theme.strings[lang], f"string/{lang}/", self.uses)
        return Voice(lang, Words(words, formats), formats)

    def _make_environment(self, lang: str) -> Environment:
        voice = self.voice(lang)
        environment = _Environment(**settings(self.theme, None if self._in_jinja else self._codes))
        if self._in_jinja:
            environment.code_generator_class = CodeGenerator
        environment.uses = self.uses
        environment.loaded = {}
        environment.globals |= {
            "t": voice.t,
            "d": voice.d,
            "voice": self.voice,
            "asset": self.asset,
            "colour": self.colour,
            "prose": self.prose,
            "fragment": self.fragment,
            "part": partial(self.part, lang),
            "jsonld": lambda view: jsonld.script(view, voice),
        }
        return environment


class _Template(Template):
    environment: _Environment
    _asked: frozenset[str] = frozenset()

    def _get_default_module(self, ctx: Any = None) -> Any:
        """What `{% import %}` gives, made once: whoever imports it later asks for the same."""
        if self._module is None:
            self._module, self._asked = self.environment.uses.collect(super()._get_default_module)
        self.environment.uses.asked |= self._asked
        return self._module


class _Environment(QuickEnvironment):
    template_class = _Template
    uses: Uses
    loaded: dict[str, Template]
    """By name: Jinja2's own cache asks for more than a name, under a lock."""

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002 — Jinja2's name
        """Also what `{% extends %}`, `{% include %}` and `{% import %}` ask for."""
        self.uses.asked.add(f"template/{name}")
        template = self.loaded.get(name)
        if template is None:
            template = self.loaded[name] = super().get_template(name, parent, globals)
        return template

    def select_template(self, names: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002
        """The first that there is of several: the others count, too, for they may come."""
        self.uses.asked.update(f"template/{name}" for name in names)
        return super().select_template(names, parent, globals)
