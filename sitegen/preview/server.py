"""The HTTP server of the preview: who may connect, in a thread of its own with an event loop. Knows nothing of articles.

Bytes of the site are made in another thread, one page at a time, so that neither events nor other clients wait for a page, and no page waits
for a client.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from secrets import compare_digest
from socket import socket
from threading import Thread
from types import TracebackType
from typing import Self

from sitegen.base.problems import Place, Problem, problem
from sitegen.preview.answers import Answer, Desk, Site, plain
from sitegen.preview.connection import Connection, Limits
from sitegen.preview.listening import is_open, listen, name_of, port_of
from sitegen.preview.lookup import EVENTS, answer, parameters_of
from sitegen.preview.policy import LOOPBACK_HOSTS, Asked, Fields, Refusal, judge, name_in
from sitegen.preview.streams import Streams

MOST_CONNECTIONS = 128
"""Some systems allow a process 256 open files."""
_AT_ONCE = 32
"""Connections that are taken before requests are read again: a part of the most, so that no crowd ousts whoever is about to ask."""
_WAITING = 1024
"""Connections that the system may keep for us. Those beyond are tried again by the client, a second later."""


class Server:
    """Serves a site and a desk from `with` to its end, or to `close`.

    `allow_hosts` are names besides the loopback ones that browsers may know this computer by. `token` is what a page must know to listen
    to events; a new one for each run. `say` is told what the person at the terminal should know, from any
    thread. Entering raises
    `listening.AddressError` where the address cannot be had.
    """

    def __init__(
        self,
        site: Site,
        desk: Desk,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        allow_hosts: Iterable[str] = (),
        token: str,
        say: Callable[[Problem], None],
        limits: Limits = Limits(),  # noqa: B008 — a value
    ) -> None:
        self._site = site
        self._desk = desk
        self._host = host.strip("[]")
        self._port = port
        self._hosts = LOOPBACK_HOSTS.union(filter(None, map(name_in, (*allow_hosts, name_of(self._host)))))
        self._token = token
        self._say = say
        self._limits = limits
        self._streams = Streams()
        self._connections: dict[Connection, asyncio.Task[None]] = {}

    @property
    def url(self) -> str:
        """Where a browser on this computer finds the preview, once it serves: "http://127.0.0.1:8000/"."""
        return f"http://{name_of(self._host)}:{self._port}/"

    def __enter__(self) -> Self:
        sockets = listen(self._host, self._port)
        self._port = port_of(sockets[0])
        if any(map(is_open, sockets)):
            self._say(problem(Place("--host"), "preview-open", host=self._host))
        started: Future[None] = Future()
        self._thread = Thread(target=self._run, args=(sockets, started), name="preview", daemon=True)
        self._thread.start()
        started.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def tell(self, event: Mapping[str, int]) -> None:
        """Sends an event to every page that listens, and to those that will; after the end, to nobody. From any thread."""
        self._call(self._streams.tell, dict(event))

    def close(self) -> None:
        """Ends every connection at once and frees the port. From any thread, and more than once."""
        self._call(self._stop.set)
        self._thread.join()

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(function, *arguments)

    def _run(self, sockets: Sequence[socket], started: Future[None]) -> None:
        try:
            asyncio.run(self._serve(sockets, started))
        except OSError as error:  # the process may open no more files
            started.set_exception(error)

    async def _serve(self, sockets: Sequence[socket], started: Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda loop, context: self._failed("", context.get("exception")))
        self._stop = asyncio.Event()
        self._maker = ThreadPoolExecutor(1, "preview-maker")
        servers = [await asyncio.start_server(self._connected, sock=each, backlog=_AT_ONCE) for each in sockets]
        for each in sockets:
            each.listen(_WAITING)  # once more: asyncio takes at a time as many as may wait
        started.set_result(None)
        await self._stop.wait()
        for server in servers:
            server.close()
        for connection, task in self._connections.items():
            connection.abort()
            task.cancel()
        await asyncio.gather(*self._connections.values(), return_exceptions=True)
        self._maker.shutdown(wait=False, cancel_futures=True)

    def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Takes a connection. Of too many, the one that has been idle longest makes room, of streams only if there is nothing else: so
        whoever holds connections open without asking locks nobody out."""
        if len(self._connections) >= MOST_CONNECTIONS:
            idlest = min(self._connections, key=lambda each: (each.listens, each.used))
            del self._connections[idlest]
            idlest.abort()
        connection = Connection(reader, writer, self._respond, self._limits)
        task = self._connections[connection] = self._loop.create_task(connection.run())
        task.add_done_callback(lambda done: self._disconnected(connection, done))

    def _disconnected(self, connection: Connection, task: asyncio.Task[None]) -> None:
        self._connections.pop(connection, None)
        if not task.cancelled() and (error := task.exception()):
            self._failed("", error)

    async def _respond(self, method: bytes, target: bytes, fields: Fields) -> Answer | Streams:
        asked = judge(method, target, fields, self._hosts)
        if isinstance(asked, Refusal):
            return plain(asked.status, asked.words)
        if asked.path == EVENTS:
            return self._streams if self._knows_token(asked) else plain(403)
        try:
            return await self._loop.run_in_executor(self._maker, answer, asked, self._site, self._desk, self._token)
        except Exception as error:  # a mistake of ours in one page is no reason to show no other
            self._failed(asked.path, error)
            return plain(500)

    def _knows_token(self, asked: Asked) -> bool:
        given = (parameters_of(asked.query) or {}).get("token", "")
        return compare_digest(given.encode(), self._token.encode())

    def _failed(self, path: str, error: BaseException | None) -> None:
        """Says what should not have happened in one line: a traceback is no help to an editor."""
        self._say(problem(Place("."), "preview-failed", path=path or "/", cause=repr(error)))
