"""When an event takes place: its days, and in whose time its hours are told."""

from __future__ import annotations

from collections.abc import Sequence

from babel.core import get_global

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.read.fields import Fields
from sitegen.read.moments import partial, span, zone
from sitegen.read.record import Texts
from sitegen.read.vocabulary import INDONESIAN_ZONES, MAIN_ZONES, ZONE_OF_PLACE

_LONG = 60
"""Days. A longer event is more often a wrong year than a long event."""


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


def timezone(fields: Fields, country: str | None, city: Texts, hours: Sequence[ClockTimes]) -> str:
    """The IANA name of the zone in which the event's hours are told: the field `timezone`, else the zone written beside a time,
    else the site's own, which is not guessed for an event abroad.
    """
    written = fields.one("timezone", zone)
    for times in hours:
        if times.zone and written and _word(times.zone) != _word(written):
            fields.findings.report(
                fields.place("time"),
                "facts-differ.zone",
                here=_word(times.zone),
                there=_word(written),
                line=fields.place("timezone").line,
            )
    given = written or next((times.zone for times in hours if times.zone), None)
    if given is None and "timezone" not in fields.findings.places and country not in {None, fields.config.home.country}:
        _ask_for_zone(fields, str(country))
    found = given or fields.config.timezone
    if (given or hours) and country in {None, "ID"}:
        _check_place(fields, found, city)
    return found


def _ask_for_zone(fields: Fields, country: str) -> None:
    """Report an event abroad whose zone is not written."""
    example = MAIN_ZONES.get(country) or next(iter(get_global("territory_zones").get(country, ())), "Asia/Singapore")
    fields.findings.report(fields.place("country"), "timezone-missing", country=country, example=example)


def _check_place(fields: Fields, found: str, city: Texts) -> None:
    """Report a city of Indonesia with another part's time: WIT is often written for WITA."""
    for text in city.values():
        right = ZONE_OF_PLACE.get(text.lower())
        if right and found in INDONESIAN_ZONES and INDONESIAN_ZONES[found] != right:
            where = "timezone" if "timezone" in fields.findings.places else "time"
            fields.findings.report(
                fields.place(where), "timezone-place", city=text, right=right, found=INDONESIAN_ZONES[found]
            )
            return


def _word(zone: str) -> str:
    """The word for a zone of Indonesia, where two names may mean one time; else its name."""
    return INDONESIAN_ZONES.get(zone, zone)
