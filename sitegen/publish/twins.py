"""Twins: compressed copies of files, beside them, which a server sends instead of compressing for each reader (`hosting: {compress: true}`).

What a twin is follows from the bytes of its file alone. So a file that stays as it is keeps its twins, or keeps having none.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Set
from struct import pack

from msgspec import Struct

from sitegen.base.extras import has_brotli
from sitegen.publish.manifest import LONGEST_NAME

GZIP, BROTLI = ".gz", ".br"
LEAST = 1000
"""Bytes: what is smaller travels in one packet anyway."""
_TEXTS = (".atom", ".css", ".csv", ".html", ".ics", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest", ".xml")
_TYPES = (*_TEXTS, ".wasm")
"""Pictures and fonts are compressed themselves."""
_QUALITY = 10
"""Of Brotli. The best, 11, takes more than twice as long for a fortieth less."""
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""RFC 1952: no name, no time, best compression, no system, so that the same bytes have the same twin everywhere."""


class Twins(Struct, frozen=True):
    """The kinds of twins that a site has, by their endings; none where nobody asks for them."""

    endings: tuple[str, ...] = ()

    @property
    def recipes(self) -> tuple[str, ...]:
        """How they are made, for the next build: what another one made otherwise is made again."""
        # Brotli's own version is in `base.tool.fingerprint`.
        return tuple(f"{ending} {zlib.ZLIB_RUNTIME_VERSION if ending == GZIP else _QUALITY}" for ending in self.endings)

    def places(self, path: str) -> list[str]:
        """Where the twins of a file lie, if it has any."""
        if (
            not self.endings
            or not path.endswith(_TYPES)
            or len(path.rpartition("/")[2].encode()) > LONGEST_NAME - len(GZIP)
        ):
            return []
        return [path + ending for ending in self.endings]

    def originals(self, paths: Iterable[str]) -> set[str]:
        """Those of some files that may have twins."""
        return {path for path in paths if self.places(path)}

    def made(self, path: str, data: bytes) -> dict[str, bytes]:
        """The twins of a file, by their paths: those that are smaller than it is."""
        if len(data) < LEAST:
            return {}
        twins = {place: _compressed(place, data) for place in self.places(path)}
        return {place: twin for place, twin in twins.items() if len(twin) < len(data)}

    def of_all(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The twins of all files of a site, by their paths: none where the site has a file of that name."""
        made = {place: twin for path, data in files.items() for place, twin in self.made(path, data).items()}
        return {place: twin for place, twin in made.items() if place not in files}


NO_TWINS = Twins()


def twins_of(compress: bool) -> Twins:
    """The kinds of twins that are made where a site asks for them: without the extra `compress` those of gzip alone."""
    return Twins((GZIP, *((BROTLI,) if has_brotli() else ())) if compress else ())


def original(path: str) -> str:
    """The file whose twin would have this path; a path that is no twin's is its own."""
    for ending in (GZIP, BROTLI):
        if path.endswith(ending) and path.removesuffix(ending).endswith(_TYPES):
            return path.removesuffix(ending)
    return path


def without_twins(intact: Set[str], listed: Iterable[str]) -> set[str]:
    """Those of the `intact` files whose twins are not all intact, if `listed` are the files that should lie there."""
    return {original(path) for path in listed if path not in intact} & intact


def holds(path: str, twin: bytes, data: bytes) -> bool:
    """Whether a twin at a path holds the bytes of its file. Without the extra `compress`, those of Brotli are believed."""
    most = len(data) + 1  # whatever else it may hold
    try:
        if path.endswith(GZIP):
            reader = zlib.decompressobj(zlib.MAX_WBITS + 16)
            return reader.decompress(twin, most) == data and reader.eof
        return not has_brotli() or _unpacked(twin, most) == data
    except zlib.error:
        return False


def _unpacked(twin: bytes, most: int) -> bytes:
    import brotli

    reader = brotli.Decompressor()
    try:
        data = bytes(reader.process(twin, output_buffer_limit=most))
    except brotli.error:
        return b""
    return data if reader.is_finished() else b""


def _compressed(place: str, data: bytes) -> bytes:
    if place.endswith(BROTLI):
        import brotli

        return bytes(brotli.compress(data, quality=_QUALITY))
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = squeezed.compress(data) + squeezed.flush()
    return _GZIP_HEAD + body + pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
