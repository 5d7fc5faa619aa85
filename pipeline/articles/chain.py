"""Which piece of text goes on in which: all pieces of a page decided together, by a beam search.

A state is the set of pieces that may still go on. Each next piece goes on with
one of them or begins an article; an article left in mid-sentence costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

OPEN = 8
"""So many bodies are held open at a time."""
_BEAM = 10
_HOPELESS = 6.0
"""What is so much worse than the best is not gone on with."""
_BROKEN = 2.5
"""What it costs to leave a body in mid-sentence for good."""

Chain = tuple["Chain | None", int]
"""The choices made, last first: the piece gone on with, -1 for none."""
State = tuple[float, tuple[int, ...], Chain | None]


def chain(finished: Sequence[bool], begins: Sequence[float], joins: Callable[[int, int], float]) -> list[int]:
    """For each piece the one that it goes on with, -1 where it begins an article.

    ``begins`` is what speaks for each beginning one; ``joins(i, j)`` what speaks for ``j`` going on with ``i``.

    >>> chain([False, True, True], [0, 2, 0], lambda i, j: {(0, 2): 2.0}.get((i, j), -1.0))
    [-1, -1, 0]
    """
    states: list[State] = [(0.0, (), None)]
    for piece, begin in enumerate(begins):
        options: dict[tuple[int, ...], State] = {}
        least = states[0][0] - _HOPELESS
        gains = {tail: joins(tail, piece) for tail in {tail for _, tails, _ in states for tail in tails}} | {-1: begin}
        for score, tails, past in states:
            most = max([begin, *[gains[tail] for tail in tails]])
            for tail in (-1, *reversed(tails)):
                gain = gains[tail]
                total = score + gain
                if gain < most - _HOPELESS or total < least + most:
                    continue
                kept = (*[other for other in tails if other != tail], piece)
                if len(kept) > OPEN:
                    total -= _BROKEN * (not finished[kept[0]])
                    kept = kept[1:]
                if kept not in options or total > options[kept][0]:
                    options[kept] = (total, kept, (past, tail))
        states = sorted(options.values(), key=lambda state: -state[0])[:_BEAM]
    final = max(states, key=lambda state: state[0] - _BROKEN * sum(not finished[tail] for tail in state[1]))
    found: list[int] = []
    past = final[2]
    while past is not None:
        found.append(past[1])
        past = past[0]
    return found[::-1]
