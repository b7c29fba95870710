"""Calendars as calendar programs take them: iCalendar (RFC 5545). Content lines are simple enough to be read here; a library would
mend what strict programs refuse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.inspect.output import Finding, Output, finding

_LONGEST = 75
"""Bytes of a line (RFC 5545, 3.1)."""
_LINE = re.compile(
    r"""([A-Z][A-Z0-9-]*)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)""", re.DOTALL
)
_DAY = re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(rf"{_DAY.pattern}T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?")
_DATES = ("DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "CREATED")


class _Property(NamedTuple):
    parameters: str
    value: str


def calendars(output: Output) -> Iterator[Finding]:
    """What is wrong with the calendars."""
    for file in output.ours_that_end(".ics"):
        yield from _calendar(output, file)


def _calendar(output: Output, file: str) -> Iterator[Finding]:
    data = output.read(file)
    if b"\n" in data.replace(b"\r\n", b"") or not data.endswith(b"\r\n"):
        yield finding(file, "calendar-file.lines")
    if any(len(line) > _LONGEST for line in data.splitlines()):
        yield finding(file, "calendar-file.long", most=_LONGEST)
    open_: list[str] = []
    events: list[dict[str, _Property]] = []
    calendar: dict[str, _Property] = {}
    for line in data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "").rstrip("\n").split("\n"):
        match = _LINE.fullmatch(line)
        if not match:
            yield finding(file, "calendar-file.form", found=line)
            return
        name, parameters, value = match.groups()
        if name == "BEGIN":
            open_.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            if not open_ or open_.pop() != value:
                yield finding(file, "calendar-file.nesting", found=value)
                return
        elif open_ == ["VCALENDAR"]:
            calendar[name] = _Property(parameters, value)
        elif open_ == ["VCALENDAR", "VEVENT"]:
            events[-1][name] = _Property(parameters, value)
    if open_:
        yield finding(file, "calendar-file.nesting", found=open_[-1])
        return
    for name in ("VERSION", "PRODID"):
        if name not in calendar:
            yield finding(file, "calendar-file.required", name=name)
    if not events:
        yield finding(file, "calendar-file.empty")
    for event in events:
        yield from _event(output, file, event)
    counts = Counter(event["UID"].value for event in events if "UID" in event)
    yield from (finding(file, "calendar-file.twice", id=uid) for uid, count in counts.items() if count > 1)


def _event(output: Output, file: str, event: dict[str, _Property]) -> Iterator[Finding]:
    summary = event["SUMMARY"].value if "SUMMARY" in event else ""
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        if name not in event or not event[name].value:
            yield finding(file, "calendar-file.event", summary, event=summary, name=name)
    for name in _DATES:
        if name in event and not _is_date(event[name]):
            yield finding(file, "calendar-file.date", name=name, found=event[name].value)
    start, end = event.get("DTSTART"), event.get("DTEND")
    if (
        start
        and end
        and _is_date(start)
        and _is_date(end)
        and (end.value <= start.value or len(end.value) != len(start.value))
    ):
        yield finding(file, "calendar-file.order", summary, event=summary)
    if "URL" in event:
        target = output.follow(event["URL"].value, file)
        if target.file and target.file not in output.files:
            yield finding(file, "calendar-file.address", event["URL"].value, target=event["URL"].value)


def _is_date(date: _Property) -> bool:
    if "VALUE=DATE" in date.parameters and "VALUE=DATE-TIME" not in date.parameters:
        return _DAY.fullmatch(date.value) is not None
    return _MOMENT.fullmatch(date.value) is not None
