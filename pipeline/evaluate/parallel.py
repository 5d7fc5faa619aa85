"""Pages scored by several processes, where there are many: what comes out, and its order, do not depend on it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

K = TypeVar("K")
T = TypeVar("T")
BATCH = 32
"""Pages that a process takes at once."""
MANY = 8 * BATCH
"""Pages from which on it is worth to start processes."""
AHEAD = 4
"""Batches for each process that may be under way, so that none is far ahead of what is counted."""

_work: Callable[[Sequence[object]], object] | None = None
"""What a process does; it has it from the fork."""


def batches(work: Callable[[Sequence[K]], T], keys: Sequence[K]) -> Iterator[T]:
    """``work`` done over all keys, some at a time, in their order.

    >>> list(batches(sum, range(40)))
    [496, 284]
    """
    parts = [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
    count = _processes() if len(keys) >= MANY else 1
    if count < 2:
        yield from map(work, parts)
        return
    import multiprocessing  # here, so that commands which score nothing need not wait for it
    from concurrent.futures import ProcessPoolExecutor

    global _work
    _work = work  # type: ignore[assignment]
    try:
        with ProcessPoolExecutor(count, multiprocessing.get_context("fork")) as pool:
            waiting: deque[Future[T]] = deque()
            for part in parts:
                waiting.append(pool.submit(_do, part))  # type: ignore[arg-type]
                if len(waiting) > AHEAD * count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    finally:
        _work = None


def _do(part: Sequence[object]) -> object:
    assert _work is not None
    return _work(part)


def _processes() -> int:
    """One for each processor that is ours; one where processes cannot be forked."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "fork") and hasattr(os, "sched_getaffinity") else 1
