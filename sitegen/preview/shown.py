"""What the preview shows at one moment: the pages of one plan in one look, each made when somebody asks for it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from threading import RLock

from sitegen.base.messages import line
from sitegen.base.problems import Problem, SitegenError
from sitegen.plan.media import Poster
from sitegen.plan.page import Planned
from sitegen.plan.planning import Plan
from sitegen.preview.gallery import Gallery
from sitegen.preview.looks import Look
from sitegen.read.sources import Source, read

_PAGES_KEPT = 256
"""Made pages: a tab asks for one twice, and an office has few tabs."""

_MAKING = RLock()
"""One page is made at a time: renderers and the Markdown library keep what they need again. Whoever holds it waits for nothing."""


class Shown:
    """The files of a site, as a build would leave them in the output folder."""

    def __init__(self, plan: Plan, look: Look, gallery: Gallery):
        self.plan = plan
        self._gallery = gallery
        self._look = look
        self._static = dict(look.theme.published())
        self._made = lru_cache(_PAGES_KEPT)(self._make)

    def page(self, file: str) -> Planned | None:
        """The page whose file this is; None where it is no page's."""
        folder, _, name = file.rpartition("/")
        path = f"/{file}" if name != "index.html" else f"/{folder}/" if folder else "/"
        page = self.plan.atlas.pages.get(path)
        return page if page and page.file == file else None

    def make(self, path: str) -> tuple[bytes, list[Problem]]:
        """The bytes of the page at an address, none where no theme can make it; and what is wrong with it. Made once."""
        with _MAKING:
            return self._made(path)

    def copied(self, file: str) -> tuple[bytes | None, list[Problem]]:
        """A file of the theme, or a picture or document of the content, and what is wrong with it; None where there is none of that name,
        where it went since it was looked at, and where no picture can be made of it."""
        if file in self._static:
            return self._static[file], []
        content, media = self.plan.site.content, self.plan.media
        source, variant = media.copies.get(file), media.variants.get(file)
        try:
            if variant is None:
                return read(Source(source, content.located[source])) if source else None, []
            made = self._gallery.picture(content, variant)
        except SitegenError:
            return None, []
        return made, [] if made or isinstance(variant, Poster) else list(media.undecodable(variant.file))

    def has(self, address: str) -> bool:
        """Whether a page or a picture is there, of which something may be wrong that only shows when it is made."""
        return address in self.plan.atlas.pages or address.removeprefix("/") in self.plan.media.variants

    def _make(self, path: str) -> tuple[bytes, list[Problem]]:
        prose = self.plan.atlas.pages[path].prose
        return self._look.make(self.plan.atlas.page(path), prose.place if prose else None)


def sorry(problems: list[Problem], lang: str) -> bytes:
    """What stands in the place of a page that never was made without a mistake."""
    lines = "\n".join(escape(line(problem, lang)) for problem in problems)
    return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>sitegen</title><body><pre>{lines}</pre></body></html>'.encode()
