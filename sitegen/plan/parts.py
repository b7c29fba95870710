"""The parts that views are made of: frozen values, ready to show, with nothing that a template may not print.

Every text is either in the page's own language or says which (`Said.lang`), every address is final (`href`: with the path of the
site's `base_url`; `url`: whole), every date is still a date: how it looks is the theme's business.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from sitegen.base.dates import ClockTimes, PartialDate


class Said(Struct, frozen=True, gc=False, array_like=True):
    """A text on a page. `lang` is None when it is in the page's language, else the tag to mark it with (WCAG 3.1.2)."""

    text: str
    lang: str | None = None
    dir: str | None = None
    """`rtl` or `ltr` where the text runs otherwise than the page."""


class Anchor(Struct, frozen=True, gc=False, array_like=True):
    """A link to a page of the site."""

    href: str
    text: Said
    lang: str | None = None
    """Language of the page that it leads to (`hreflang`), where that is another than this page's."""


class Graphic(Struct, frozen=True, gc=False, array_like=True):
    """The files of a picture, of which a browser takes the one that fits."""

    src: str
    """What every browser and reader shows."""
    width: int
    """Of `src`, in pixels, as it is shown; 0 where a drawing does not say."""
    height: int
    sources: tuple[tuple[str, str], ...] = ()
    """What newer browsers show instead, best first: type and `srcset`, with widths (`a.avif 480w, …`) where there are several."""

    @property
    def hrefs(self) -> tuple[str, ...]:
        """The addresses of all its files."""
        return (self.src, *(file.partition(" ")[0] for _, srcset in self.sources for file in srcset.split(", ")))


class Image(Struct, frozen=True, gc=False, array_like=True):
    """A picture of an item."""

    graphic: Graphic
    alt: Said
    caption: Said | None = None
    credit: Said | None = None

    @property
    def src(self) -> str:
        """What every browser and reader shows."""
        return self.graphic.src


class Shared(Struct, frozen=True, gc=False, array_like=True):
    """What a message shows that somebody writes about the page (Open Graph)."""

    src: str
    width: int
    """In pixels; 0 where a drawing does not say."""
    height: int
    alt: Said


class Switch(Struct, frozen=True, gc=False, array_like=True):
    """One entry of the language switcher."""

    lang: str
    href: str
    """The same page in that language; where there is none, the index of its section."""
    current: bool
    exists: bool
    """False: there is no such version, and the switcher says so."""


class Alternate(Struct, frozen=True, gc=False, array_like=True):
    """A version of the page as machines are told of it; `hreflang` may be `x-default`."""

    hreflang: str
    url: str


class MenuItem(Struct, frozen=True, gc=False, array_like=True):
    """An entry of the main menu. `label` is None where the theme's word for `name` is meant."""

    name: str
    href: str
    label: Said | None = None


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    """What stands around every page of one language."""

    lang: str
    dir: str
    site_title: str
    title_suffix: str
    """What ends every `<title>`; different for each language."""
    campus: Said
    campus_short: str | None
    campus_url: str | None
    logo: str | None
    origin: str
    """`https://example.ac.id`: in front of an `href` it makes a whole URL."""
    base: str
    """The path below which the site lives, `/` or `/kui/`."""
    home: str
    menu: tuple[MenuItem, ...]
    languages: tuple[str, ...]
    site_map: str
    atom: str
    json_feed: str
    calendar: str | None
    """None while there are no events: an empty calendar is not valid (RFC 5545 3.6)."""
    partners_json: str
    agreements_csv: str
    agreements_json: str
    office: Said | None
    email: str | None
    phone: str | None
    address: Said | None
    hours: Said | None
    social: tuple[tuple[str, str], ...]
    description: Said | None


class Head(Struct, frozen=True, gc=False, kw_only=True):
    """What a page says of itself to machines, and where it stands among the others."""

    href: str
    url: str
    """Canonical: always the page itself."""
    alternates: tuple[Alternate, ...]
    """Every version with itself and one `x-default`; empty where the page exists in one language only."""
    switch: tuple[Switch, ...]
    section: str | None
    """Name of the menu entry that the page belongs to."""
    title_day: date | None = None
    """The day to add to the title where another page has the same."""
    title_texts: tuple[str, ...] = ()
    """What else to add to it there."""
    indexed: bool = True
    """False: `noindex`, and absent from sitemap and site map."""


class View(Struct, frozen=True, gc=False, kw_only=True):
    """What every page of the site may show; each kind of page adds its own."""

    lang: str
    frame: Frame
    head: Head


class ArticleCard(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An article in a list."""

    href: str
    lang: str | None
    """Language of the page behind `href`, where that is another than this page's: the article does not exist in this language."""
    title: Said
    summary: Said | None
    day: date
    category: str | None
    image: Image | None
    place: Said | None
    """The dateline's place."""


class EventCard(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An event in a list, or in a box beside an article."""

    key: str
    href: str
    title: Said
    start: PartialDate | None
    end: PartialDate | None
    times: ClockTimes | None
    timezone: str
    type: str | None
    mode: str
    status: str
    phase: str
    """`upcoming`, `running` or `past`."""
    was: PartialDate | None
    """The last day for which it was planned before, where it was moved."""
    venue: Said | None
    city: Said | None
    country: str | None
    abroad: bool
    """In another country than the campus: then times name the city of their zone."""
    host: Anchor | None
    domestic: int | None
    foreign: int | None


class PartnerCard(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """A partner in a list."""

    key: str
    href: str
    name: Said
    local: Said | None
    short: str | None
    type: str
    country: str | None
    city: Said | None
    geo: tuple[float, float] | None
    domestic: bool
    validity: str | None
    """Of its strongest agreement; None where it has none that the public may see."""
    until: PartialDate | None
    """The last day of that agreement."""
    in_force: bool
    agreement_types: tuple[str, ...]
    """Of its agreements in force."""
    initial: str
    """The letter under which it stands in an A–Z list; `#` for other scripts."""
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    """Name of a filter (`Filter.name`) → the values that it has."""


class MobilityRow(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """One direction of agreed mobility."""

    direction: str
    audience: str | None
    purpose: str | None
    per_year: int | None
    duration: str | None
    first_year: str | None
    last_year: str | None
    language: str | None
    cefr: str | None


class AgreementRow(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """One document."""

    key: str
    href: str
    """Where it stands on the page of all agreements."""
    type: str
    title: Said
    partners: tuple[Anchor, ...]
    signed_as: tuple[Said, ...]
    """The partners' names on the day of signing, where they were others."""
    countries: tuple[str, ...]
    number_ours: str | None
    number_theirs: str | None
    level: str
    signed: PartialDate | None
    effective: PartialDate | None
    expires: PartialDate | None
    expires_computed: bool
    """`expires` was computed from the term, not written."""
    open_ended: bool
    ended: date | None
    """The day of termination, where it has come."""
    validity: str
    in_force: bool
    scope: tuple[str, ...]
    scope_text: Said | None
    document: str | None
    units: tuple[str, ...]
    signed_at: Said | None
    """The place of signing."""
    signatories: tuple[tuple[str, Said | None], ...]
    """Name and office, ours first."""
    languages: tuple[str, ...]
    """Of the document."""
    funding: Said | None
    contact: str | None
    mobility: tuple[MobilityRow, ...]


class ChainRow(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """An agreement with those that it renews: one relation, counted once."""

    current: AgreementRow
    earlier: tuple[AgreementRow, ...]
    """Newest first."""


class Count(Struct, frozen=True, gc=False, array_like=True):
    """A group of a list with its size. `key` is an ISO country, a partner type, a year, …"""

    key: str
    href: str
    number: int


class Filter(Struct, frozen=True, gc=False, array_like=True):
    """What the list of partners can be narrowed by: `country`, `type`, `status` or `scope`."""

    name: str
    values: tuple[Count, ...]
    """Those that some partner has, with their number."""
