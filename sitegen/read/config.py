"""`site.yaml`: what the site is called, where it lives, in which languages and time zone, in which colours. Knows nothing of content."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sitegen.read.record import Texts


class Home(Struct, frozen=True, kw_only=True):
    """The campus itself."""

    name: Texts
    short: str | None = None
    country: str
    """ISO 3166-1 alpha-2: partners in this country are domestic."""
    city: Texts = {}
    website: str | None = None
    logo: str | None = None
    """Path of a file, relative to the site's folder."""


class ContactDetails(Struct, frozen=True, kw_only=True):
    """How to reach the office."""

    office: Texts = {}
    email: str | None = None
    phone: str | None = None
    address: Texts = {}
    hours: Texts = {}


class MenuEntry(Struct, frozen=True, kw_only=True):
    """An entry of the main menu: an address of the site (`/id/berita/` by its page's name, e.g. `news`, or a plain page's key) or a URL."""

    target: str
    label: Texts = {}


class Colour(Struct, frozen=True):
    """A colour of the theme, `#rrggbb`."""

    light: str
    dark: str
    """Where the reader's machine asks for dark pages."""


class Design(Struct, frozen=True, kw_only=True):
    """What the theme lets a site set, by name, as the site has it: the custom properties of its style."""

    colours: Mapping[str, Colour] = {}
    sizes: Mapping[str, str] = {}
    """`type-text` → `1.0625rem`."""


class Config(Struct, frozen=True, kw_only=True):
    """A checked `site.yaml`."""

    title: Texts
    base_url: str
    """With scheme and trailing slash: `https://example.ac.id/kui/`."""
    languages: tuple[str, ...]
    """BCP 47 tags in the order of the switcher."""
    default_language: str
    """The language in which the site speaks where no language is chosen; no content depends on it."""
    x_default: str | None = None
    """The language of the `x-default` of inner pages; None: English where it exists."""
    timezone: str
    """IANA name."""
    home: Home
    theme: str = "default"
    design: Design = Design()
    posters: bool = False
    """Whether a picture is drawn for messages about each article and event without a photo."""
    search: bool = False
    """Whether there is a page that searches the site."""
    compress: bool = False
    """`hosting.compress`: whether files have compressed copies beside them."""
    page_size: int = 12
    """`news.page_size`"""
    expiring_days: int = 180
    """`agreements.expiring_days`"""
    list_untranslated: bool = True
    """Whether lists of one language show what exists in another only, marked as such."""
    country_names: Mapping[str, Texts] = {}
    """ISO code → names that replace CLDR's."""
    agreement_labels: Mapping[str, Texts] = {}
    """Validity → words that replace the theme's."""
    contact: ContactDetails = ContactDetails()
    social: Mapping[str, str] = {}
    """Name → https URL."""
    menu: tuple[MenuEntry, ...] = ()
    """Empty: the default menu."""
    strings: Mapping[str, Mapping[str, object]] = {}
    """Language → theme string → text (or its plural forms), replacing the theme's own."""
    description: Texts = {}
