"""When an event takes place: its days, and in whose time its hours are told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.core import get_global

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.read.fields import Fields
from sitegen.read.moments import partial, span, zone
from sitegen.read.record import Texts
from sitegen.read.vocabulary import INDONESIAN_ZONES, MAIN_ZONES, ZONE_OF_PLACE

_LONG = 60
"""Days. A longer event is more often a wrong year than a long event."""
_CITY = re.compile(r"^(?:kota|kabupaten|kab\.) ")


def days(fields: Fields, *, tentative: bool) -> tuple[PartialDate | None, PartialDate | None]:
    """The first and the last day. Both may stand in `start` ("14–18 November 2022"); one day is its own end."""
    start, last = fields.dated("start", span, required=not tentative) or (None, None)
    end = fields.dated("end", partial("month"))
    if start is None or last is None:
        return None, None
    if end is None:
        end = last
    elif last not in {start, end}:
        fields.findings.report(fields.place("end"), "facts-differ.end", here=end.isoformat(), there=last.isoformat())
    where = fields.place("end") if "end" in fields.findings.places else fields.place("start")
    if end.last < start.first:
        fields.findings.report(where, "event-dates", start=start.isoformat(), end=end.isoformat())
    elif (length := (end.first - start.last).days + 1) > _LONG:  # at least: of a month, one day may be meant
        fields.findings.report(where, "long-event", days=length)
    return start, end


def timezone(fields: Fields, country: str | None, city: Texts, hours: Sequence[tuple[str, ClockTimes]]) -> str:
    """The IANA name of the zone in which the event's hours are told: the field `timezone`, else the zone written beside a time, else
    the site's own, which is not guessed for an event abroad. `hours` are fields with the times in them.
    """
    field = fields.one("timezone", zone)
    written = [("timezone", field)] if field else []
    written += [(name, times.zone) for name, times in hours if times.zone]
    if written:
        found = _agreed(fields, written)
    else:
        found = fields.config.timezone
        if country not in {None, fields.config.home.country} and "timezone" not in fields.findings.places:
            _ask_for_zone(fields, str(country))
    if (written or hours) and country in {None, "ID"}:
        _check_place(fields, found, city)
    return found


def _agreed(fields: Fields, written: Sequence[tuple[str, str]]) -> str:
    """The first of the zones, of which any other is reported. They are fields and the zones in them."""
    first_field, first = written[0]
    for name, other in written[1:]:
        if _word(other) != _word(first):
            line = fields.place(first_field).line
            fields.findings.report(
                fields.place(name), "facts-differ.zone", here=_word(other), there=_word(first), line=line
            )
    return first


def _ask_for_zone(fields: Fields, country: str) -> None:
    """Report an event abroad whose zone is not written."""
    example = MAIN_ZONES.get(country) or next(iter(get_global("territory_zones").get(country, ())), "Asia/Singapore")
    fields.findings.report(fields.place("country"), "timezone-missing", country=country, example=example)


def _check_place(fields: Fields, found: str, city: Texts) -> None:
    """Report a city of Indonesia with another part's time: WIT is often written for WITA."""
    written = INDONESIAN_ZONES.get(found)
    for text in city.values() if written else ():
        right = _zone_of(text)
        if right and right != written:
            where = "timezone" if "timezone" in fields.findings.places else "time"
            fields.findings.report(fields.place(where), "timezone-place", city=text, right=right, found=str(written))
            return


def _zone_of(city: str) -> str | None:
    """WIB, WITA or WIT for "Denpasar", "Kota Denpasar" and "Denpasar, Bali"; None where the place is not known."""
    names = (_CITY.sub("", name.strip()) for name in city.lower().split(","))
    return next((ZONE_OF_PLACE[name] for name in names if name in ZONE_OF_PLACE), None)


def _word(zone: str) -> str:
    """The word for a zone of Indonesia, where two names may mean one time; else its name."""
    return INDONESIAN_ZONES.get(zone, zone)
