"""How the preview looks: in the theme as it is now, and where that has a mistake, as it was before the mistake."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from sitegen.base.problems import Place, Problem, Severity
from sitegen.plan.addresses import Base
from sitegen.plan.page import Page
from sitegen.read.config import Config
from sitegen.render.rendering import Renderer
from sitegen.render.theme import Theme, load


@dataclass(frozen=True)
class Look:
    """A theme in use."""

    config: Config
    """What `site.yaml` says: its languages and its words are part of how pages look."""
    renderer: Renderer
    sound: Renderer | None = None
    """Of an earlier theme, in which every page could be made that was asked for."""

    @property
    def theme(self) -> Theme:
        """The theme, in which each file that has a mistake is as it was before."""
        return self.renderer.theme

    def make(self, page: Page, prose: Place | None) -> tuple[bytes, list[Problem]]:
        """The bytes of a page, none if no theme can make it, and what is wrong with it (`Renderer.try_to_render`)."""
        data, problems = self.renderer.try_to_render(page, prose)
        if not data and self.sound:
            data, _ = self.sound.try_to_render(page, prose)
        return data, problems


def first_look(root: Path, config: Config, *, checked: bool) -> tuple[Look | None, list[Problem]]:
    """The theme that the site asks for, None where there is no such theme; and what is wrong with it, also in its templates if these are
    to be `checked`.

    Raises SitegenError where it cannot be read."""
    theme, problems = load(root, config, Base.of(config.base_url).prefix)
    if theme is None:
        return None, problems
    renderer = Renderer(theme)
    return Look(config, renderer), [*problems, *(renderer.compile_templates() if checked else ())]


def look_again(root: Path, config: Config, before: Look, *, sound: bool) -> tuple[Look, list[Problem]]:
    """The theme as it is now, and what is wrong with it; `before` itself where it looks the same. `sound`: whether `before` made every page
    that was asked for.

    Raises SitegenError where it cannot be read."""
    prefix = Base.of(config.base_url).prefix
    theme, problems = load(root, config, prefix)
    if theme is None:
        default, _ = load(root, structs.replace(config, theme="default"), prefix)
        assert default is not None
        theme = structs.replace(
            _spoken_as(before.theme, default), static=before.theme.static, folder=before.theme.folder
        )
    else:
        problems += Renderer(theme, earlier=before.renderer).compile_templates()
        broken = {problem.place.path for problem in problems if problem.severity is Severity.ERROR}
        theme = _mended(theme, before.theme, broken) if broken else theme
    if theme == before.theme and config == before.config:
        return before, problems
    last = before.renderer if sound else before.sound
    return (
        Look(
            config,
            Renderer(theme, earlier=before.renderer),
            Renderer(_spoken_as(last.theme, theme), earlier=before.renderer) if last else None,
        ),
        problems,
    )


def _mended(theme: Theme, before: Theme, broken: Collection[str]) -> Theme:
    """A theme with what stood in its broken files before."""
    strings = {f"/strings/{lang}.yaml": lang for lang in theme.strings}
    speechless = {lang for end, lang in strings.items() if any(path.endswith(end) for path in broken)}
    return structs.replace(
        theme,
        templates={
            name: before.templates.get(name, source) if theme.origins[name] in broken else source
            for name, source in theme.templates.items()
        },
        strings={
            lang: before.strings.get(lang, words) if lang in speechless else words
            for lang, words in theme.strings.items()
        },
    )


def _spoken_as(before: Theme, theme: Theme) -> Theme:
    """An earlier theme's templates and words in the place of a theme's own, for the languages and addresses of that one."""
    strings = {lang: before.strings.get(lang, words) for lang, words in theme.strings.items()}
    return structs.replace(theme, templates=before.templates, origins=before.origins, strings=strings)
