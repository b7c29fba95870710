"""The colours of a site: those that it sets, those that follow from them, and the theme's own; and whether each can be read.

Files say colours one over the other: the program's theme, themes of the site, `site.yaml`. Who sets a colour for the light pages alone gets a
dark one of the same hue, as light as the dark one was before; where one colour was for both, so is the new one. A colour that goes with
another (`follows`) keeps its distance from it in lightness. What nobody wrote is made lighter or darker until it can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import NamedTuple

from sitegen.base.colours import at_lightness, contrast, lightness, nearest
from sitegen.base.problems import Place, Problem, problem
from sitegen.read.config import Colour, Design
from sitegen.read.settings import Pair, Settings


class _Value(NamedTuple):
    """A colour in one scheme."""

    colour: str
    place: Place
    """Where it is written; of one that follows from another, that one's."""
    blame: tuple[int, bool]
    """The number of the file that it is from, and whether it is written there. Of two that cannot be read the higher one is to blame."""


_Values = dict[str, _Value]


def design_of(said: Sequence[Settings], problems: list[Problem]) -> Design:
    """What a site has, by what its files say, the first of which declares all that the theme needs. Pairs that cannot be read are problems."""
    pairs = [pair for settings in said for pair in settings.pairs]
    light: _Values = {}
    dark: _Values = {}
    leaders: dict[str, str] = {}
    for number, settings in enumerate(said):
        leaders |= {name: colour.follows for name, colour in settings.colours.items() if colour.follows}
        lit = _light(settings, number, light, leaders)
        light, dark = lit, _dark(settings, number, lit, light, dark)
        for values in (light, dark):
            _make_readable([name for name, value in values.items() if value.blame == (number, False)], values, pairs)
    problems += [*_unreadable(light, pairs, "light"), *_unreadable(dark, pairs, "dark")]
    sizes = {name: size for settings in said for name, size in settings.sizes.items()}
    return Design(colours={name: Colour(light[name].colour, dark[name].colour) for name in light}, sizes=sizes)


def _light(said: Settings, number: int, before: _Values, leaders: Mapping[str, str]) -> _Values:
    """The colours of light pages with what one more file says."""
    values: _Values = {}
    for name in {**before, **said.colours}:
        given, leader = said.colours.get(name), values.get(leaders.get(name, ""))
        if given and given.light:
            values[name] = _Value(given.light, given.places[0], (number, True))
        elif leader and leader.blame[0] == number:
            distance = lightness(before[name].colour) - lightness(before[leaders[name]].colour)
            values[name] = _Value(_lighter(leader.colour, distance), leader.place, (number, False))
        else:
            values[name] = before[name]
    return values


def _dark(said: Settings, number: int, light: _Values, light_before: _Values, before: _Values) -> _Values:
    """The colours of dark pages with what one more file says."""
    values: _Values = {}
    for name, (colour, place, blame) in light.items():
        given = said.colours.get(name)
        if given and given.dark:
            values[name] = _Value(given.dark, given.places[1], (number, True))
        elif blame[0] < number:
            values[name] = before[name]
        elif name not in before or before[name].colour == light_before[name].colour:
            values[name] = _Value(colour, place, (number, False))
        else:
            values[name] = _Value(at_lightness(colour, lightness(before[name].colour)), place, (number, False))
    return values


def _lighter(colour: str, distance: float) -> str:
    """A colour that is lighter by a distance; without one the very same."""
    return at_lightness(colour, min(max(lightness(colour) + distance, 0.0), 1.0)) if distance else colour


def _make_readable(names: Sequence[str], values: _Values, pairs: Sequence[Pair]) -> None:
    for name in names:
        if found := _nearest(name, values, pairs):
            values[name] = values[name]._replace(colour=found)


def _nearest(name: str, values: Mapping[str, _Value], pairs: Sequence[Pair]) -> str | None:
    """The colour nearest to one that can be read beside all others."""
    others = [(pair.ground if pair.shown == name else pair.shown, pair.least) for pair in pairs if name in pair[:2]]
    return nearest(
        values[name].colour,
        lambda colour: all(contrast(colour, values[other].colour) >= least for other, least in others),
    )


def _unreadable(values: Mapping[str, _Value], pairs: Sequence[Pair], scheme: str) -> Iterator[Problem]:
    """One problem for each colour that is to blame: its worst pair."""
    worst: dict[str, tuple[float, str, Pair]] = {}
    for pair in pairs:
        ratio = contrast(values[pair.shown].colour, values[pair.ground].colour)
        if ratio >= pair.least:
            continue
        names = (pair.shown, pair.ground)
        blamed, other = names if values[names[0]].blame >= values[names[1]].blame else names[::-1]
        if blamed not in worst or ratio / pair.least < worst[blamed][0] / worst[blamed][2].least:
            worst[blamed] = ratio, other, pair
    for name, (ratio, other, pair) in worst.items():
        facts = {"name": name, "found": values[name].colour, "other": other, "beside": values[other].colour}
        facts |= {"ratio": f"{floor(ratio * 100) / 100:.2f}", "least": f"{pair.least:g}"}
        if write := _nearest(name, values, pairs):
            yield problem(values[name].place, f"contrast.{scheme}", **facts, write=write)
        else:
            yield problem(values[name].place, f"contrast.{scheme}-far", **facts)
