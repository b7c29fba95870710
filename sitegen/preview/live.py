"""The site as it is now, in memory: what the preview serves.

A save takes two steps. At once (`take` with a look that is not settled) what was saved is read and planned, and whoever asks for a page gets
it as it is now; when the burst of saves is over, everything is checked as a build would check it. While a file has a mistake the pages
are what they were, and `problems` says what is wrong.

Pages are made when somebody asks for them, by the code that a build uses (`plan`, `Renderer`), so their bytes are those of
`build --drafts --future`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from sitegen.base.messages import line
from sitegen.base.problems import Problem, Severity, SitegenError, in_order, publishable
from sitegen.base.uncollected import uncollected
from sitegen.plan import kinds
from sitegen.plan.planning import Plan, plan
from sitegen.preview.looks import Look, first_look, look_again
from sitegen.preview.material import Material
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.record import Record
from sitegen.read.sources import ItemId, Source, read
from sitegen.relate.relating import check
from sitegen.relate.site import Site

_PAGES_KEPT = 256
"""Made pages of the present generation: a tab asks for one twice, and an office has few tabs."""

_SUSPECTS = 100
"""Pages that are made after each burst of saves, to know what is wrong in them."""


class SiteFileError(SitegenError):
    """`site.yaml` is missing or wrong, and there is nothing to show."""

    exit_code = 2

    def __init__(self, problems: list[Problem]):
        super().__init__("site.yaml")
        self.problems = problems


class Told(NamedTuple):
    """What is other than it was."""

    generation: int | None = None
    """The generation that pages are of now, where they may be other than before. One burst of saves is one generation, which may be told
    twice: at its begin, and when it is over."""
    problems: bool = False
    """Whether other problems are known than before."""


class _Shown:
    """What is shown at one moment."""

    def __init__(self, plan: Plan, look: Look):
        self.plan = plan
        self.static = dict(look.theme.published())
        self._look = look
        self.make = lru_cache(_PAGES_KEPT)(self._make)
        """Address of a page → its bytes (none where no theme can make it), and what is wrong with it; made once."""

    def _make(self, path: str) -> tuple[bytes, list[Problem]]:
        prose = self.plan.atlas.pages[path].prose
        return self._look.make(self.plan.atlas.page(path), prose.place if prose else None)


class Live:
    """The site in memory. Every method may be called from any thread.

    `say` is told, by whatever thread, what changes by itself: the day, and what is found wrong in a page when it is made. `suspects`:
    files of pages in which the last build found something wrong. Unless everything is to be `checked` now, that is done with the first
    settled look: pages can be had sooner.

    Raises `SiteFileError`, and SitegenError where a source cannot be read.
    """

    def __init__(
        self,
        root: Path,
        material: Material,
        today: Callable[[str], date],
        lang: str,
        *,
        say: Callable[[Told], None] = lambda told: None,
        suspects: Iterable[str] = (),
        checked: bool = True,
    ):
        self.root = root
        self.lang = lang
        self.generation = 0
        self.say = say
        self._material = material
        self._today = today
        self._lock = RLock()
        """Of what is known. Whoever holds it neither calls `say` nor waits for anything but a page."""
        self._making = RLock()
        """Of the renderers. Whoever holds it waits for nothing."""
        self._in_burst = False
        self._edited: set[ItemId] = set()
        """Items that changed since everything was checked."""
        self._restyled = False
        """Whether the theme changed since it was looked at."""
        self._refused: Mapping[ItemId, Record] = {}
        """Items that do not fit the others, and what they said then."""
        self._of_site: list[Problem] = []
        self._of_theme: list[Problem] = []
        self._of_pages: dict[str, list[Problem]] = {_address(file): [] for file in suspects}
        """Address → what was wrong when the page was made last."""
        content, look = material.content, None
        if content:
            look, self._of_theme = first_look(root, content.config, checked=checked)
        if content is None or look is None:
            raise SiteFileError(self.problems())
        self._look = self._proven = look
        self._good = content
        """What was shown when everything was checked last."""
        self._taken = self._material_now
        self._shown = self._shown_of(content, None)
        self._told: list[Problem] = []
        """The problems that were told."""
        if checked:
            self._check()
            self._told = self.problems()
        else:
            self._in_burst = self._restyled = True

    # --- what the server and the desk ask -------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The pages that are shown, and the site that they are of."""
        return self._shown.plan

    @property
    def prefix(self) -> str:
        """The path of the site's address: `/`, `/kui/`."""
        return self._shown.plan.atlas.base.prefix

    def data(self, file: str) -> bytes | None:
        """A file as a build would leave it in the output folder; None where there is none of that name."""
        self._know_the_day()
        shown, path = self._shown, _address(file)
        page = shown.plan.atlas.pages.get(path)
        if page is None or page.file != file:
            return shown.static[file] if file in shown.static else self._media(shown.plan, file)
        data, problems = self._made(shown, path)
        if self._note(shown, path, problems) and not self._in_burst and self._know_problems():
            self.say(Told(problems=True))
        return data or (self._sorry(problems) if path.endswith(("/", ".html")) else None)

    def marks(self, file: str) -> tuple[str, ...]:
        """Why readers do not see the page yet whose file this is: "draft", "future"."""
        plan = self._shown.plan
        page = plan.atlas.pages.get(_address(file))
        if page is None or page.lang is None or len(page.cluster) != 2:
            return ()
        kind, key = page.cluster
        record = plan.site.content.records.get(kind, {}).get(key)
        if record is None:
            return ()
        to_come = isinstance(record, Article) and record.date.day > plan.site.today
        return (*(("draft",) if page.lang in record.drafts else ()), *(("future",) if to_come else ()))

    def problems(self) -> list[Problem]:
        """Everything that is known to be wrong, as a build tells it. What only shows when a page is made is known of pages that somebody
        looked at, of those of edited items, and of those in which the last build found something."""
        with self._lock:
            of_pages = [problem for found in self._of_pages.values() for problem in found]
            return in_order([*self._material.problems, *self._of_site, *self._of_theme, *of_pages])

    # --- what the watcher tells -----------------------------------------------------------------------------------------------

    @uncollected
    def take(self, changed: Collection[str], *, settled: bool = True) -> Told:
        """Take in what changed in the sources (paths relative to the site's folder), at once. When the burst of saves is `settled`,
        everything is checked. Raises SitegenError where a source cannot be read: it is read with the next look."""
        with self._lock:
            other = self._read(changed)
            if other and not self._in_burst:
                self.generation += 1
                self._in_burst = True
            if other:
                self._show([item for item, record in self._refused.items() if self._now(item) is record])
            if not settled or not self._in_burst:  # before the burst is over, half a file may be there
                return Told(self.generation if other else None)
            self._in_burst = False
            other |= self._check()
            return Told(self.generation if other else None, self._know_problems())

    def _read(self, changed: Collection[str]) -> bool:
        """Take in what changed; whether anything is other than it was."""
        self._restyled |= any(path.startswith("themes/") for path in changed)
        self._edited |= self._material.take(changed)
        content = self._material.content
        assert content is not None  # once there was some there always is
        if self._restyled or content.config != self._look.config:
            failed = any(problem.code == "template" for found in self._of_pages.values() for problem in found)
            self._look, self._of_theme = look_again(self.root, content.config, self._look, sound=not failed)
            self._restyled = False
        if content.config.languages != self._good.config.languages:
            self._good = content  # what was said in other languages has no place in this site
        before, self._taken = self._taken, self._material_now
        return self._taken != before

    @property
    def _material_now(self) -> tuple[object, ...]:
        """What is shown is made of this."""
        return self._material.content, self._material.problems, self._look, self._of_theme

    def _check(self) -> bool:
        """Know everything that is wrong; whether something else is shown than before."""
        before = self._shown
        whole = before if not self._refused else self._shown_of(self._candidate(()), before.plan)
        site = whole.plan.site
        self._of_site = [*check(site), *whole.plan.check()]
        errors = [found for found in self._of_site if found.severity is Severity.ERROR]
        # Of two that want one address the error stands at one, and names the other.
        named = {
            fact for found in errors for _, fact in (*found.facts, ("", found.place.path)) if isinstance(fact, str)
        }
        wrong = {item: self._now(item) for item in self._material.items_of(named)}
        self._refused = {item: now for item, now in wrong.items() if now and now != _record(self._good, item)}
        if self._refused:
            self._show(self._refused)
        else:
            self._shown = whole
        self._good = self._shown.plan.site.content
        self._make_suspects()
        return self._shown is not before

    def _make_suspects(self) -> None:
        """Make the pages in which an error was, those of edited items, and of another theme one of each template, to know what is wrong in
        them now."""
        pages = self._shown.plan.atlas.pages
        restyled = pages.items() if self._look is not self._proven else ()
        samples = {page.template: path for path, page in restyled if page.template.endswith(".html")}
        self._proven = self._look
        edited = [record for item in self._edited if (record := _record(self._good, item))]
        own = [kinds.path(record, lang) for record in edited for lang in record.languages]
        # A warning is about words alone, and stays until these are edited.
        open_ones = [path for path, found in self._of_pages.items() if not found or not publishable(found)]
        suspects = [path for path in dict.fromkeys([*samples.values(), *own, *open_ones]) if path in pages]
        made = {path: self._made(self._shown, path)[1] for path in suspects[:_SUSPECTS]}
        others = {path: found for path, found in self._of_pages.items() if path in pages and path not in made}
        self._of_pages = others | {path: found for path, found in made.items() if found}
        self._edited.clear()

    def _know_problems(self) -> bool:
        """Whether other problems are known than were told. Whoever asks tells them."""
        with self._lock:
            before, self._told = self._told, self.problems()
            return self._told != before

    def _know_the_day(self) -> None:
        """Show the site of today: somebody may look at it over midnight."""
        if self._is_of_today():
            return
        with self._lock:
            if self._is_of_today():
                return
            self.generation += 1
            self._show(self._refused)
            self._check()
            told = Told(self.generation, self._know_problems())
        self.say(told)

    def _is_of_today(self) -> bool:
        site = self._shown.plan.site
        return self._today(site.config.timezone) == site.today

    # --- what is shown --------------------------------------------------------------------------------------------------------

    def _now(self, item: ItemId) -> Record | None:
        """What an item says now."""
        content = self._material.content
        return _record(content, item) if content else None

    def _candidate(self, refused: Collection[ItemId]) -> Content:
        return self._material.with_good(self._good, refused) or self._good

    def _show(self, refused: Collection[ItemId]) -> None:
        self._shown = self._shown_of(self._candidate(refused), self._shown.plan)

    def _shown_of(self, content: Content, before: Plan | None) -> _Shown:
        today = self._today(content.config.timezone)
        site = before.site.followed_by(content, today) if before else Site(content, today, future=True)
        return _Shown(plan(site, before), self._look)

    def _made(self, shown: _Shown, path: str) -> tuple[bytes, list[Problem]]:
        with self._making:
            return shown.make(path)

    def _note(self, shown: _Shown, path: str, problems: list[Problem]) -> bool:
        """Keep in mind what is wrong with a page that was made; whether that was not known."""
        if problems == self._of_pages.get(path, []):
            return False
        with self._lock:
            if shown is not self._shown:  # something else is shown by now
                return False
            others = {each: found for each, found in self._of_pages.items() if each != path}
            self._of_pages = {**others, path: problems} if problems else others
            return True

    def _media(self, plan: Plan, file: str) -> bytes | None:
        """A picture or document; None where it went since it was looked at."""
        source = plan.media.get(file)
        if source is None:
            return None
        try:
            return read(Source(source, plan.site.content.located[source]))
        except SitegenError:
            return None

    def _sorry(self, problems: list[Problem]) -> bytes:
        """What stands in the place of a page that was never made without a mistake."""
        lines = "\n".join(escape(line(problem, self.lang)) for problem in problems)
        return f'<!doctype html><html lang="{self.lang}"><title>sitegen</title><body><pre>{lines}</pre></body></html>'.encode()


def _record(content: Content, item: ItemId) -> Record | None:
    return content.records[item[0]].get(item[1])


def _address(file: str) -> str:
    """The address of a page by its file in the output folder."""
    folder, _, name = file.rpartition("/")
    return f"/{folder}/".replace("//", "/") if name == "index.html" else f"/{file}"
