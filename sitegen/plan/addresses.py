"""Where things live: the words of addresses in each language, and the whole address of a path.

Addresses are lower-case ASCII with a trailing slash, in the words of their language. They are promises to readers, so these words are
code and not theme: a change of look never moves a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urlsplit

from sitegen.base.dates import PartialDate

_WORDS = {
    "id": {
        "news": "berita",
        "page": "hal",
        "events": "agenda",
        "partners": "mitra",
        "country": "negara",
        "type": "jenis",
        "scope": "cakupan",
        "agreements": "kerja-sama",
        "topics": "topik",
        "site-map": "peta-situs",
        "search": "cari",
        "map": "peta",
        "statistics": "statistik",
    },
}
"""Language → word of an address, where it differs from the English one, which is its name. A further language begins with these."""

PARTNERS_JSON = "/data/partners.json"
AGREEMENTS_CSV = "/data/agreements.csv"
AGREEMENTS_JSON = "/data/agreements.json"


def word(name: str, lang: str) -> str:
    """A word of addresses in a language: `word("news", "id")` is `berita`."""
    return _WORDS.get(lang, {}).get(name, name)


def path(lang: str, *parts: str) -> str:
    """The path of a page of one language: `path("id", "berita", "2022")` is `/id/berita/2022/`."""
    return "/".join(("", lang.lower(), *parts, ""))


@cache
def index(kind: str, lang: str) -> str:
    """The path of a kind's index: `/id/berita/`. The paths of its records begin with it."""
    return path(lang, word(kind, lang))


def partners_by(name: str, value: str, lang: str) -> str:
    """The path of the partners that have a value for a filter (`plan.filters`): of the country `MY`, `/id/mitra/negara/my/`."""
    return f"{index('partners', lang)}{word(name, lang)}/{value.lower().replace('_', '-')}/"


def year(lang: str, number: int) -> str:
    """The path of the events of a year: `/id/agenda/2022/`."""
    return f"{index('events', lang)}{number}/"


def month(lang: str, at: PartialDate) -> str:
    """The path of the events of a month: `/id/agenda/2022/11/`."""
    return f"{year(lang, at.year)}{at.month:02d}/"


def partners_map(lang: str) -> str:
    """The path of the map of partners: `/id/mitra/peta/`."""
    return f"{index('partners', lang)}{word('map', lang)}/"


def agreement(lang: str, key: str) -> str:
    """The place of an agreement on the page of all: `/id/kerja-sama/#agreement-its-mou-2022`."""
    return f"{index('agreements', lang)}#agreement-{key}"


def calendar(lang: str) -> str:
    """The path of the calendar of all events: `/id/agenda.ics`."""
    return f"/{lang.lower()}/{word('events', lang)}.ics"


@dataclass(frozen=True)
class Base:
    """The address under which the site is published, from `base_url`."""

    origin: str
    """`https://example.ac.id`"""
    prefix: str
    """`/` or `/kui/`."""

    @classmethod
    def of(cls, base_url: str) -> Base:
        """From a checked `base_url`."""
        parts = urlsplit(base_url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path or "/")

    @cached_property
    def _folder(self) -> str:
        """`prefix` without its last slash, with which every path begins."""
        return self.prefix.removesuffix("/")

    @cached_property
    def _root(self) -> str:
        return self.origin + self._folder

    def href(self, path: str) -> str:
        """What a page of the site writes to lead to a path of it."""
        return self._folder + path

    def path(self, href: str) -> str:
        """The path that an `href` leads to."""
        return href[len(self._folder) :]

    def url(self, path: str) -> str:
        """The whole address of a path, for machines elsewhere."""
        return self._root + path
