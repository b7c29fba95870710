"""Partners: the institutions that the campus works with, one record each for as long as they exist, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sitegen.base.dates import PartialDate
from sitegen.read.record import Picture, Record, Texts

KINDS = (
    "university",
    "polytechnic",
    "institute",
    "school",
    "research",
    "company",
    "government",
    "nonprofit",
    "hospital",
    "network",
    "other",
)
STATUSES = ("active", "inactive", "closed")


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name in the institution's own script. `dir` is `rtl` or `ltr`."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that was used until a year or month, that included."""

    name: str
    until: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An office to write to; a person only where the record says that he or she agreed."""

    office: Texts = field(default_factory=dict)
    email: str | None = None
    url: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Record):
    """A partner. `title` is the name in each language, falling back to the official one. Refs: `successor`, `predecessors`."""

    kind: ClassVar[str] = "partners"

    official: str | None = None
    official_lang: str | None = None
    local: LocalName | None = None
    short: str | None = None
    other_names: tuple[str, ...] = ()
    """`aliases`: what else it is called; found by search, never shown as its name."""
    former_names: tuple[FormerName, ...] = ()
    type: str
    """The field `kind`: one of `KINDS`."""
    country: str | None
    """ISO 3166-1 alpha-2; None only for a network."""
    city: Texts = field(default_factory=dict)
    region: Texts = field(default_factory=dict)
    geo: tuple[float, float] | None = None
    """Latitude and longitude in degrees."""
    website: Texts = field(default_factory=dict)
    logo: Picture | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    """Scheme (`ror`, `schac`, `wikidata`, …) → identifier."""
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """ISCED-F codes of four digits."""
    contact: Contact | None = None
    factsheet: tuple[str, str | None] | None = None
    """URL and language."""
    since: PartialDate | None = None
    status: str = "active"

    @property
    def named(self) -> str:
        """The one name that stands for the partner where no language is meant: the official one, else the first given."""
        return self.official or next(iter(self.title.values()))
