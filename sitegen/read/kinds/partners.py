"""Partners: the institutions that the campus works with, one record each for as long as they exist, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from unicodedata import bidirectional

from msgspec import Struct

from sitegen.base.dates import PartialDate
from sitegen.read.fields import Fields
from sitegen.read.group import Group
from sitegen.read.identifiers import SCHEMES, identifier, isced
from sitegen.read.moments import partial
from sitegen.read.record import Picture, Record, Texts
from sitegen.read.targets import email, former_address_or_name, url, website
from sitegen.read.values import boolean, choice, country, decimal, is_latin, language, line

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


class LocalName(Struct, frozen=True):
    """A name in the institution's own script. `dir` is `rtl` or `ltr`."""

    text: str
    lang: str
    dir: str


class FormerName(Struct, frozen=True):
    """A name that was used until a year or month, that included."""

    name: str
    until: PartialDate | None


class Contact(Struct, frozen=True, kw_only=True):
    """An office to write to; a person only where the record says that he or she agreed."""

    office: Texts = {}
    email: str | None = None
    url: str | None = None
    person: str | None = None


class Partner(Record, frozen=True, kw_only=True):
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
    city: Texts = {}
    region: Texts = {}
    geo: tuple[float, float] | None = None
    """Latitude and longitude in degrees."""
    website: Texts = {}
    logo: Picture | None = None
    ids: Mapping[str, str] = {}
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


def read(fields: Fields) -> Partner | None:
    """The partner that an item's fields make."""
    names = _names(fields)
    kind = fields.one("kind", choice(KINDS), required=True)
    fields.refs("predecessors", "partners")
    fields.ref("successor", "partners")
    aliases = fields.all("aliases", former_address_or_name)
    ids = fields.group("ids")
    geo, contact, factsheet = fields.group("geo"), fields.group("contact"), fields.group("factsheet", short="url")
    return fields.record(
        Partner,
        title=names.title,
        redirects=tuple(alias for alias in aliases if alias.startswith("/")),
        official=names.official,
        official_lang=names.official_lang,
        local=names.local,
        short=fields.one("short", line),
        other_names=tuple(alias for alias in aliases if not alias.startswith("/")),
        former_names=tuple(filter(None, map(_former_name, fields.groups("former_names", short="name")))),
        type=kind,
        country=fields.one("country", country, required=kind != "network"),
        city=fields.texts("city"),
        region=fields.texts("region"),
        geo=_position(geo) if geo else None,
        website=fields.texts("website", website),
        logo=fields.picture("logo"),
        ids=_ids(ids) if ids else {},
        units=fields.many("units", line),
        fields=fields.many("fields", isced),
        contact=_contact(contact) if contact else None,
        factsheet=_factsheet(factsheet) if factsheet else None,
        since=fields.dated("since", partial("year")),
        status=fields.one("status", choice(STATUSES)) or "active",
    )


class _Names(Struct, frozen=True, kw_only=True):
    title: Texts = {}
    official: str | None = None
    official_lang: str | None = None
    local: LocalName | None = None


def _names(fields: Fields) -> _Names:
    """What `name` says. An official name in a script of its own is the local name: at least one has to be in Latin letters."""
    group = fields.group("name", short="official", required=True)
    if group is None:
        return _Names()
    title = {lang: name for lang in fields.config.languages if (name := group.one(lang, line))}
    whole = group.group("official", short="text")
    official = whole.one("text", line, required=True) if whole else None
    lang = group.one("lang", language) or (whole.one("lang", language) if whole else None)
    local = _local(group)
    if official and is_latin(official):
        title[""] = official
    elif official:
        local = local or LocalName(official, lang or "und", _direction(official))
        official = None
    given = [*title.values(), *([local.text] if local else [])]
    if not given and not fields.findings.wrong:
        group.missing("official")
    elif given and not any(map(is_latin, title.values())):
        fields.findings.report(fields.place("name"), "latin-name", found=given[-1])
    return _Names(title=title, official=official, official_lang=lang, local=local)


def _local(group: Group) -> LocalName | None:
    local = group.group("local")
    if local is None:
        return None
    text, lang = local.one("text", line, required=True), local.one("lang", language, required=True)
    direction = local.one("dir", choice(("ltr", "rtl")))
    if text is None or lang is None:
        return None
    return LocalName(text, lang, direction or _direction(text))


def _direction(text: str) -> str:
    """The direction of the first letter that has one (UAX #9, rule P2)."""
    strong = next((kind for char in text if (kind := bidirectional(char)) in {"L", "R", "AL"}), "L")
    return "ltr" if strong == "L" else "rtl"


def _former_name(group: Group) -> FormerName | None:
    name, until = group.one("name", line, required=True), group.dated("until", partial("year"))
    return FormerName(name, until) if name else None


def _position(group: Group) -> tuple[float, float] | None:
    lat, lon = group.one("lat", decimal(-90, 90), required=True), group.one("lon", decimal(-180, 180), required=True)
    return None if lat is None or lon is None else (lat, lon)


def _ids(group: Group) -> Mapping[str, str]:
    return {scheme: code for scheme in SCHEMES if (code := group.one(scheme, identifier(scheme)))}


def _contact(group: Group) -> Contact:
    person, agreed = group.one("person", line), group.one("consent", boolean)
    if person and not agreed:
        group.findings.report(group.place("person"), "personal-data.person", found=person)
        person = None
    return Contact(
        office=group.texts("office"),
        email=group.one("email", group.public(email)),
        url=group.one("url", url),
        person=person,
    )


def _factsheet(group: Group) -> tuple[str, str | None] | None:
    address, lang = group.one("url", url, required=True), group.one("lang", language)
    return (address, lang) if address else None
