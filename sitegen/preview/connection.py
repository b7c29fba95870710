"""One client's connection: HTTP/1.1 by the library `h11`, with a limit on every wait, so that a slow or silent client costs memory only.

What a request means and whether it may be answered is asked of whoever made the connection.
"""

from __future__ import annotations

import asyncio
import re
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from typing import TypeAlias

import h11
from msgspec import Struct

from sitegen.preview.answers import Answer, headers, plain
from sitegen.preview.policy import Fields
from sitegen.preview.streams import KEEP_ALIVE, Streams

LONGEST_HEAD = 64 * 1024
"""Bytes of a request line and its fields. The cookies of every other program on localhost come with each request."""
_BLOCK = 64 * 1024
_MOST_UNREAD = 64 * 1024
"""Bytes of events that wait for a client; an event has some 20."""

_LINE = re.compile(rb"[!-~]+ [!-~]+ HTTP/1\.[01]\r?\n")
_PART_OF_LINE = re.compile(rb"[ -~]*\r?")

Respond: TypeAlias = Callable[[bytes, bytes, Fields], Awaitable[Answer | Streams]]
"""Method, target and fields of a request → what is answered, or the stream of events that the client may listen to."""


class Limits(Struct, frozen=True):
    """Seconds that may pass."""

    idle: float = 60
    """Without a request. Browsers open connections for later and keep those that they used."""
    head: float = 5
    """From the first byte of a request to the end of its head."""
    writing: float = 30
    """Until 64 KiB of an answer are taken."""
    leaving: float = 1
    """Until the client closes the connection, too."""
    silence: float = 15
    """On a stream of events, between two signs of life."""


class Connection:
    """A connection from its opening to its end."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, respond: Respond, limits: Limits) -> None:
        self._reader = reader
        self._writer = writer
        self._respond = respond
        self._limits = limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        self._now = asyncio.get_running_loop().time
        self.used = self._now()
        """When the connection was opened, or its last request came, by the clock of the event loop."""
        self.listens = False
        """Whether it is a stream of events now."""
        writer.transport.set_write_buffer_limits(high=0)  # `drain` waits until the system has taken all

    async def run(self) -> None:
        """Answers one request after the other."""
        with suppress(OSError, TimeoutError):  # the client went, or was too slow
            while await self._exchange():
                self._http.start_next_cycle()
            await self._part()
        self.abort()

    def abort(self) -> None:
        """Ends the connection at once, whatever it is at."""
        self._writer.transport.abort()

    def send(self, message: bytes) -> None:
        """Sends part of a stream. A client that does not read it is dropped."""
        transport = self._writer.transport
        if not transport.is_closing():
            transport.write(self._http.send(h11.Data(data=message)))
        if transport.get_write_buffer_size() > _MOST_UNREAD:
            self.abort()

    async def _exchange(self) -> bool:
        """Reads and answers a request. Returns whether there may be another."""
        try:
            request = await self._request()
        except h11.RemoteProtocolError as error:
            await self._reply(plain(error.error_status_hint))
            return False
        if request is None:
            return False
        self.used = self._now()
        answer = await self._respond(request.method, request.target, tuple(request.headers))
        if isinstance(answer, Streams):
            await self._listen(answer, request)
        else:
            await self._reply(answer, request)
        return self._http.our_state is h11.DONE and self._http.their_state is h11.DONE

    async def _request(self) -> h11.Request | None:
        """The next request; None where the client has closed the connection. Raises h11.RemoteProtocolError."""
        waiting, _ = self._http.trailing_data
        async with asyncio.timeout(self._limits.head if waiting else self._limits.idle) as limit:
            while True:
                _check_beginning(waiting)
                if (event := self._http.next_event()) is not h11.NEED_DATA:
                    break
                data = await self._reader.read(_BLOCK)
                if not waiting:
                    limit.reschedule(self._now() + self._limits.head)
                self._http.receive_data(data)
                waiting, _ = self._http.trailing_data
        if not isinstance(event, h11.Request):
            return None
        with suppress(h11.RemoteProtocolError):
            self._http.next_event()  # its end, unless it has a body: that is not read, and `_reply` closes the connection
        return event

    async def _reply(self, answer: Answer, request: h11.Request | None = None) -> None:
        fields = [*headers(answer), ("Content-Length", str(len(answer.data)))]
        data = self._head(answer.status, fields)
        if request is None or request.method != b"HEAD":
            data += self._http.send(h11.Data(data=answer.data))
        await self._write(data + self._http.send(h11.EndOfMessage()))

    async def _listen(self, streams: Streams, request: h11.Request) -> None:
        """Keeps the connection for events until the client closes it, or says anything more."""
        head = self._head(200, headers(Answer(200, b"", "text/event-stream")))
        if request.method == b"HEAD":
            await self._write(head + self._http.send(h11.EndOfMessage()))
            return
        await self._write(head)
        self.listens = True
        streams.join(self)
        try:
            while not await self._hears():
                self.send(KEEP_ALIVE)
        finally:
            streams.leave(self)

    async def _hears(self) -> bool:
        """Whether the client says or closes something before it is time for a sign of life."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.silence):
                await self._reader.read(1)
            return True
        return False

    def _head(self, status: int, fields: list[tuple[str, str]]) -> bytes:
        unread = self._http.their_state in (h11.IDLE, h11.SEND_BODY, h11.ERROR)
        fields = [*fields, ("Date", formatdate(usegmt=True)), *([("Connection", "close")] if unread else [])]
        return self._http.send(h11.Response(status_code=status, headers=fields, reason=HTTPStatus(status).phrase))

    async def _write(self, data: bytes) -> None:
        for start in range(0, len(data), _BLOCK):
            async with asyncio.timeout(self._limits.writing):
                self._writer.write(data[start : start + _BLOCK])
                await self._writer.drain()

    async def _part(self) -> None:
        """Closes our side, then takes what is still sent for a moment: else the system may throw away our last answer before the client
        has read it (RFC 9112, 9.6)."""
        async with asyncio.timeout(self._limits.leaving):
            self._writer.write_eof()
            while await self._reader.read(_BLOCK):
                pass


def _check_beginning(head: bytes) -> None:
    """Refuses at its first line what will never be a request of this protocol; `h11` would wait for the end of it.

    Other versions are refused here, too: `h11` reads HTTP/2.0 as if it were 1.1.
    """
    line = head[: head.find(b"\n") + 1]
    if not (_LINE.fullmatch(line) if line else _PART_OF_LINE.fullmatch(head)):
        raise h11.RemoteProtocolError("no HTTP/1 request")
