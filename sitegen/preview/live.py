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
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from sitegen.base.problems import Problem, Severity, SitegenError, in_order, publishable
from sitegen.base.uncollected import uncollected
from sitegen.plan import kinds
from sitegen.plan.planning import Plan, plan
from sitegen.preview.gallery import Gallery
from sitegen.preview.looks import first_look, look_again
from sitegen.preview.material import Material
from sitegen.preview.shown import Shown, sorry
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.record import Record
from sitegen.read.sources import ItemId
from sitegen.relate.relating import check
from sitegen.relate.site import Site

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
        self._gallery = Gallery(root)
        self._in_burst = False
        self._unchecked = False
        """Whether something is shown that was not checked."""
        self._edited: set[ItemId] = set()
        """Items that changed since everything was checked."""
        self._restyled = False
        """Whether the theme changed since it was looked at."""
        self._refused: Mapping[ItemId, Record] = {}
        """Items that do not fit the others, and what they said then."""
        self._of_site: list[Problem] = []
        self._of_theme: list[Problem] = []
        self._of_pages: dict[str, list[Problem]] = {}
        """Address → what was wrong when the page or picture was made last."""
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
        self._of_pages |= {page.path: [] for file in suspects if (page := self._shown.page(file))}
        self._told: list[Problem] = []
        """The problems that were told."""
        if checked:
            self._check()
            self._told = self.problems()
        else:
            self._unchecked = self._restyled = True

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
        shown = self._shown
        page = shown.page(file)
        data, problems = shown.make(page.path) if page else shown.copied(file)
        address = page.path if page else f"/{file}"
        if self._note(shown, address, problems) and not self._unchecked and self._know_problems():
            self.say(Told(problems=True))
        if page is None or data:
            return data
        return sorry(problems, self.lang) if file.endswith(".html") else None

    def marks(self, file: str) -> tuple[str, ...]:
        """Why readers do not see the page yet whose file this is: "draft", "future"."""
        plan, page = self._shown.plan, self._shown.page(file)
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
            self._unchecked |= other
            if not settled or not self._unchecked:  # before the burst is over, half a file may be there
                return Told(self.generation if other else None)
            self._in_burst = self._unchecked = False
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
        places = {found.place.path for found in errors}
        # Of two that want one address the error stands at one, and names the other.
        places |= {str(fact) for found in errors if found.code == "url-collision" for _, fact in found.facts}
        wrong = {item: self._now(item) for item in self._material.items_of(places)}
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
        made = {path: self._shown.make(path)[1] for path in suspects[:_SUSPECTS]}
        others = {path: found for path, found in self._of_pages.items() if self._shown.has(path) and path not in made}
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

    def _shown_of(self, content: Content, before: Plan | None) -> Shown:
        today = self._today(content.config.timezone)
        site = before.site.followed_by(content, today) if before else Site(content, today, future=True)
        return Shown(plan(site, before), self._look, self._gallery)

    def _note(self, shown: Shown, path: str, problems: list[Problem]) -> bool:
        """Keep in mind what is wrong with a page that was made; whether that was not known."""
        if problems == self._of_pages.get(path, []):
            return False
        with self._lock:
            if shown is not self._shown:  # something else is shown by now
                return False
            others = {each: found for each, found in self._of_pages.items() if each != path}
            self._of_pages = {**others, path: problems} if problems else others
            return True


def _record(content: Content, item: ItemId) -> Record | None:
    return content.records[item[0]].get(item[1])
