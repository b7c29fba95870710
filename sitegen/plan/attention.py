"""What needs the attention of the office on the day of a site: mistakes, translations, agreements that end, what is not published yet.

For those who look after the site, never for its readers: agreements that are not public are told of, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from sitegen.base.problems import Problem, Severity
from sitegen.plan import addresses, kinds
from sitegen.plan.addresses import Base
from sitegen.plan.links import Links
from sitegen.plan.parts import Said
from sitegen.plan.telling import Telling
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record
from sitegen.relate.site import Site
from sitegen.relate.translations import Wanting, wanting
from sitegen.relate.validity import Validity


class Subject(Struct, frozen=True):
    """An item that somebody may want to look at or to edit."""

    kind: str
    key: str
    name: Said
    href: str
    """Its page; empty where it has none."""
    file: str
    """Relative to the site's folder."""


class Finding(Struct, frozen=True):
    """An error or a warning, and the item whose file it stands in; None where it belongs to none that could be read."""

    problem: Problem
    subject: Subject | None


class Translation(Struct, frozen=True):
    """What an item wants in one language, as another has it."""

    subject: Subject
    wanting: Wanting
    lang: str
    others: tuple[str, ...]
    """The languages that have it; of a version that is behind, the one that is newer."""
    on: date | None
    """When the newer version was updated."""
    file: str
    """Where to write it; the file may not be there yet."""


class Ending(Struct, frozen=True):
    """An agreement that ends soon, or that has ended and that none has replaced."""

    subject: Subject
    partners: tuple[Said, ...]
    validity: str
    """`expiring`, `expired` or `in_renewal`."""
    last_day: date
    days: int
    """From today to the last day in force; negative when that has passed."""
    automatic: bool
    """It renews itself."""
    renewal: Subject | None
    """The agreement that is to replace it, where one is being made."""


class Draft(Struct, frozen=True):
    """An item that is not published in some languages."""

    subject: Subject
    langs: tuple[str, ...]


class Waiting(Struct, frozen=True):
    """An article of a day to come."""

    subject: Subject
    on: date
    days: int


class Attention(Struct, frozen=True, kw_only=True):
    """What needs attention. What is most urgent stands first."""

    findings: tuple[Finding, ...] = ()
    """Errors, then warnings, each by file and line. That a version is behind is told by `translations` alone."""
    translations: tuple[Translation, ...] = ()
    endings: tuple[Ending, ...] = ()
    """Those that end soon, the next first; then those that have ended, the last first."""
    drafts: tuple[Draft, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    """The next first."""


def attention(site: Site, problems: Iterable[Problem], lang: str) -> Attention:
    """What needs attention in a site, told in a language, which need not be one of the site's."""
    caretaker = _Caretaker(site, lang)
    return Attention(
        findings=tuple(caretaker.findings(problems)),
        translations=tuple(caretaker.translations()),
        endings=tuple(sorted(caretaker.endings(), key=_urgency)),
        drafts=tuple(caretaker.drafts()),
        waiting=tuple(sorted(caretaker.waiting(), key=lambda each: (each.on, each.subject.key))),
    )


def subject(site: Site, record: Record, lang: str, version: str | None = None) -> Subject:
    """An item, named in `lang`; by its page and the file of its words in the language `version` where it has them, else by the page in
    `lang` or another language, and its first file."""
    return _Caretaker(site, lang).subject(record, version)


def file_in(record: Record, lang: str) -> str:
    """The file of a record's words in a language, which may not be there yet: `content/news/2022-11-21-pelatihan-kui.en.md`."""
    if lang in record.prose:
        return record.prose[lang].place.path
    path = next((prose.place.path for prose in record.prose.values()), record.path)
    stem = path.removesuffix(".yaml") if path.endswith(".yaml") else path.rsplit(".", 2)[0]
    return f"{stem}.{lang}.md"


class _Caretaker:
    """Goes through a site, and tells of it in one language."""

    def __init__(self, site: Site, lang: str):
        base = Base.of(site.config.base_url)
        self._site = site
        self._base = base
        self._telling = Telling(site, base, Links(site, base), lang)

    def subject(self, record: Record, version: str | None = None) -> Subject:
        lang = version if version in record.languages else self._telling.version(record)
        telling = self._telling
        name = telling.partner_name(record) if isinstance(record, Partner) else telling.title(record)
        at = addresses.agreement(lang, record.key) if isinstance(record, Agreement) else kinds.path(record, lang)
        href = self._base.href(at) if self._shown(record) else ""
        prose = record.prose.get(version or "")
        return Subject(record.kind, record.key, name, href, prose.place.path if prose else record.path)

    def _shown(self, record: Record) -> bool:
        if isinstance(record, Agreement):
            return record.public and self._site.has_standing(record)
        return self._site.get(type(record), record.key) is not None

    def _everything(self) -> Iterator[Record]:
        for records in self._site.content.records.values():
            yield from records.values()

    def findings(self, problems: Iterable[Problem]) -> Iterator[Finding]:
        """Sorted by severity; where that is equal they keep their order."""
        told = [each for each in problems if each.severity is not Severity.NOTE and each.code != "translation-behind"]
        subjects = self._subjects({each.place.path for each in told})
        for each in sorted(told, key=lambda problem: problem.severity is not Severity.ERROR):
            yield Finding(each, subjects.get(each.place.path))

    def _subjects(self, files: Collection[str]) -> Mapping[str, Subject]:
        """File → the only item in it, by the page in the language of its words."""
        found: dict[str, Subject] = {}
        for record in self._everything():
            if record.path in files and record.kind != "topics":
                found[record.path] = self.subject(record)
            for lang, prose in record.prose.items():
                if prose.place.path in files:
                    found[prose.place.path] = self.subject(record, lang)
        return found

    def translations(self) -> Iterator[Translation]:
        for lack in wanting(self._site.content):
            yield Translation(
                subject=self.subject(lack.record, lack.lang),
                wanting=lack.wanting,
                lang=lack.lang,
                others=lack.others,
                on=lack.on,
                file=lack.record.path if lack.wanting is Wanting.TITLE else file_in(lack.record, lack.lang),
            )

    def endings(self) -> Iterator[Ending]:
        agreements = self._site.of(Agreement).values()
        renewing: dict[str, Agreement] = {}
        for agreement in agreements:
            if agreement.stage not in ("cancelled", "terminated"):
                renewing |= dict.fromkeys(agreement.keys("renews"), agreement)
        for agreement in filter(self._site.has_standing, agreements):
            validity, last_day = self._site.standing(agreement).validity, agreement.last_day
            if validity in (Validity.EXPIRING, Validity.EXPIRED, Validity.IN_RENEWAL) and last_day:
                renewal = renewing.get(agreement.key)
                partners = [self._site.get(Partner, key) for key in agreement.keys("partners")]
                yield Ending(
                    subject=self.subject(agreement),
                    partners=tuple(self._telling.partner_name(partner) for partner in partners if partner),
                    validity=validity.value,
                    last_day=last_day,
                    days=(last_day - self._site.today).days,
                    automatic=agreement.auto_renew,
                    renewal=self.subject(renewal) if renewal else None,
                )

    def drafts(self) -> Iterator[Draft]:
        for record in self._everything():
            if record.drafts:
                yield Draft(self.subject(record, record.drafts[0]), record.drafts)

    def waiting(self) -> Iterator[Waiting]:
        for article in self._site.content.of(Article).values():
            day = article.date.day
            if day > self._site.today:
                yield Waiting(self.subject(article), day, (day - self._site.today).days)


def _urgency(ending: Ending) -> tuple[bool, int, str]:
    return ending.days < 0, abs(ending.days), ending.subject.key
