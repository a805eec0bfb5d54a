"""A crew of worker processes: each does one task at a time, is watched while it does, and is replaced when it dies.

A task that lost its worker is given to another one. An item of a task (an article) that took longer than its budget, or
that two workers died on, is blamed: the task is done again without it, and the reason is told. The watch is kept by the
parent, so it reaches a worker that is stuck inside a call into C, where no signal handler and no thread would run.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from vnextract.errors import OptionError, VnextractError, WorkerError, over_budget

TICK = 0.2  # seconds between two looks at the workers, at most
GRACE = 1.0  # seconds over its budget that an article has to stop by itself
DEATHS = 2  # of workers on one item, before it is blamed
FALSE_STARTS = 3  # deaths of workers on a task while they were on none of its items
PRELOAD = "vnextract.runs.preload"

Task = TypeVar("Task")
Result = TypeVar("Result")


class Beat(NamedTuple):
    """What a worker says when it turns to an item: its number (None: to none of them), and what it has done so far."""

    item: int | None
    size: int = 0
    articles: int = 0
    failed: int = 0


START = Beat(None)


Blamed = Mapping[int, str]  # items not to be touched, and why
Work = Callable[[Task, Blamed, Callable[[Beat], None]], Result]
Watch = Callable[[Task, Beat], None]


@dataclass(slots=True)
class _Job(Generic[Task]):
    task: Task
    blamed: dict[int, str] = field(default_factory=dict)
    deaths: Counter[int | None] = field(default_factory=Counter)


@dataclass(slots=True, eq=False)
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: Connection[Any, Any]
    job: _Job[Task] | None = None
    beat: Beat = START
    since: float = 0.0


class Crew(Generic[Task, Result]):
    """``workers`` processes that do ``work``; ``limit``: seconds for an item; ``watch`` is told of every beat.

    ``run`` gives results as they come, in no order. Tasks are drawn from their iterable when a worker is free for
    them: nothing piles up.
    """

    def __init__(
        self, work: Work[Task, Result], workers: int, limit: float | None, watch: Watch[Task] = lambda *_: None
    ) -> None:
        try:
            pickle.dumps(work)
        except Exception as error:
            raise OptionError(f"workers={workers}: an extractor cannot be sent to a worker: {error}") from None
        self._work, self._limit, self._watch = work, limit, watch
        self._context = _context()
        self._workers = [self._hire() for _ in range(workers)]

    def __enter__(self) -> Crew[Task, Result]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of all tasks. A VnextractError or OSError that a worker cannot go on after is raised here."""
        rest, again = iter(tasks), deque[_Job[Task]]()
        while True:
            for worker in self._workers:
                if worker.job is None and (job := again.popleft() if again else _next(rest)) is not None:
                    self._give(worker, job)
            if not again and (job := _next(rest)) is not None:  # one task is kept ready
                again.append(job)
            busy = [worker for worker in self._workers if worker.job is not None]
            if not busy:
                return
            ready = set(wait([worker.pipe for worker in busy], TICK))
            for worker in busy:
                if worker.pipe in ready:
                    yield from self._listen(worker, again)
                elif worker.beat.item is not None and self._is_over(worker):
                    self._lose(worker, again, late=True)

    def _hire(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker[Task], job: _Job[Task]) -> None:
        worker.job, worker.beat, worker.since = job, START, time.monotonic()
        with suppress(OSError):  # it died: the next look finds its pipe at an end
            worker.pipe.send((job.task, job.blamed))

    def _is_over(self, worker: _Worker[Task]) -> bool:
        return self._limit is not None and time.monotonic() - worker.since > self._limit + GRACE

    def _listen(self, worker: _Worker[Task], again: deque[_Job[Task]]) -> Iterator[Result]:
        job = worker.job
        assert job is not None
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, again)
            return
        if isinstance(message, Beat):
            worker.beat, worker.since = message, time.monotonic()
            self._watch(job.task, message)
        elif isinstance(message, VnextractError | OSError):
            raise message
        else:
            worker.job = None
            yield message

    def _lose(self, worker: _Worker[Task], again: deque[_Job[Task]], late: bool = False) -> None:
        """Put another worker in the place of one that is dead or has to be, and its job back."""
        job, item = worker.job, worker.beat.item
        assert job is not None
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        job.deaths[item] += 1
        if item is None and job.deaths[item] >= FALSE_STARTS:
            raise WorkerError(
                f"worker processes die at their start or while writing ({_exit(worker.process)}): out of memory, or a "
                "script that starts them outside of if __name__ == '__main__'"
            )
        if item is not None and late:
            job.blamed[item] = over_budget(self._limit or 0)
        elif item is not None and job.deaths[item] >= DEATHS:
            job.blamed[item] = f"{DEATHS} worker processes died on it ({_exit(worker.process)})"
        again.append(job)
        self._workers[self._workers.index(worker)] = self._hire()


def _exit(process: BaseProcess) -> str:
    code = process.exitcode
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _next(tasks: Iterator[Task]) -> _Job[Task] | None:
    for task in tasks:
        return _Job(task)
    return None


def _context() -> Any:
    """Workers share one process that has read seeds and model, where there is such a way; they hold nothing of ours."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    return context


def start_server() -> None:
    """Let the process that workers are forked from read seeds and model by now, while this one still gets ready."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _deaf():
            forkserver.ensure_running()


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started within it never hear of Ctrl-C: it reaches the parent, which ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection[Any, Any], work: Work[Any, Any]) -> None:
    """The life of a worker: tasks from the pipe, beats and results into it, until the pipe or the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where ``_deaf`` cannot
    _end_with_parent()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task, blamed = pipe.recv()
            pipe.send(_outcome(work, task, blamed, pipe.send))


def _outcome(work: Work[Any, Any], task: Any, blamed: Blamed, beat: Callable[[Beat], None]) -> Any:
    try:
        return work(task, blamed, beat)
    except (VnextractError, OSError) as error:
        return error
    except MemoryError:
        os._exit(1)  # as if the system had killed it: the task is done again


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if hasattr(signal, "SIGIO"):
        import fcntl

        # The parent holds the other end of this pipe. When that closes the system itself ends this process, even while
        # a call into C holds the interpreter and the thread below cannot run.
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
