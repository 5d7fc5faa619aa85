"""The tagger's network as torch trains it; ``pipeline.entities.network`` runs it in eight bits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..entities import tags
from ..entities.inputs import LEXICAL, SPECIAL, Flat

_DROPPED = (0.2, 0.3)
"""Shares of inputs and of outputs that are hidden from the next layer in training, the same for a whole text."""


class _Taken(torch.autograd.Function):
    """Rows by their numbers, none of which counts twice; torch's own gradient of that goes row by row."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, numbers: Tensor) -> Tensor:
        ctx.count = len(rows)
        ctx.save_for_backward(numbers)
        return rows.index_select(0, numbers)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None]:
        (numbers,) = ctx.saved_tensors
        back = torch.full((ctx.count,), len(numbers))
        back[numbers] = torch.arange(len(numbers))
        return torch.cat([grad, torch.zeros(1, grad.shape[1])]).index_select(0, back), None


def taken(rows: Tensor, numbers: NDArray[np.integer]) -> Tensor:
    """The rows of these numbers, all of them different, but for rows that nothing is learned by."""
    return _Taken.apply(rows, torch.from_numpy(numbers))


_PARTS = ("inputs", "state", "bias")
"""What a layer's weights are called."""


class _Layer(nn.Module):
    """Reads texts in both directions with long short-term memory (Hochreiter and Schmidhuber, 1997)."""

    def __init__(self, inputs: int, size: int):
        super().__init__()
        self.size = size
        self.ways = nn.ModuleList(nn.LSTM(inputs, size) for _ in range(2))
        for name, weights in self.named_parameters():
            if "weight_hh" in name:  # each gate of its own
                for gate in weights.data.split(size):
                    nn.init.orthogonal_(gate)
            elif "weight_ih" in name:
                nn.init.xavier_uniform_(weights)
            else:
                nn.init.zeros_(weights)
                if "bias_ih" in name:
                    nn.init.ones_(weights.data[size : 2 * size])  # at first nothing is forgotten

    def forward(self, rows: Tensor, lengths: Tensor, backwards: Tensor | None = None) -> Tensor:
        """What both directions say of each place; the second reads ``backwards``, by default what the first does."""
        backwards = rows if backwards is None else backwards
        place = torch.arange(len(rows))[:, None]
        mirrored = torch.where(place < lengths, lengths - 1 - place, place)[..., None]
        forward, _ = self.ways[0](rows)
        backward, _ = self.ways[1](backwards.gather(0, mirrored.expand_as(backwards)))
        return torch.cat([forward, backward.gather(0, mirrored.expand_as(backward))], -1) * (place < lengths)[..., None]

    def take(self, inputs: NDArray, state: NDArray, bias: NDArray) -> None:
        """The weights that ``arrays`` gives."""
        for number, way in enumerate(self.ways):
            way.weight_ih_l0.data = torch.from_numpy(inputs[number].T.copy())
            way.weight_hh_l0.data = torch.from_numpy(state[number].T.copy())
            way.bias_ih_l0.data = torch.from_numpy(bias[number].copy())
            nn.init.zeros_(way.bias_hh_l0)

    def arrays(self) -> Iterator[tuple[str, Tensor]]:
        """Weights from the layer's inputs and from its state to the gates, and their bias, of both directions."""
        for name, weights in (("inputs", "weight_ih_l0"), ("state", "weight_hh_l0")):
            yield name, torch.stack([getattr(way, weights).T for way in self.ways])
        yield "bias", torch.stack([way.bias_ih_l0 + way.bias_hh_l0 for way in self.ways])


class Table(nn.Module):
    """Rows of which a batch touches a few, trained by Adam on these alone (Kingma and Ba, 2015).

    torch's own for this, ``SparseAdam``, goes row by row and takes as long as the network.
    """

    def __init__(self, vectors: NDArray[np.float32], before: int):
        """Begins with the vectors, behind ``before`` rows of zeros."""
        super().__init__()
        rows = np.concatenate([np.zeros((before, vectors.shape[1]), np.float32), 0.5 * vectors])
        self.register_buffer("rows", torch.from_numpy(rows))
        self._means = torch.zeros(2, *rows.shape)
        self._step = 0
        self._touched, self._leaf = torch.zeros(0, dtype=torch.int64), torch.zeros(0)

    def look_up(self, *numbers: NDArray[np.integer]) -> list[Tensor]:
        """The rows of numbers, for each array of them."""
        unique, inverse = np.unique(np.concatenate(numbers), return_inverse=True)
        self._touched = torch.from_numpy(unique.astype(np.int64))
        self._leaf = self.rows[self._touched].requires_grad_(self.training)
        inverse = torch.from_numpy(inverse.astype(np.int64))
        return list(nn.functional.embedding(inverse, self._leaf).split([len(each) for each in numbers]))

    @property
    def distinct(self) -> Tensor:
        """The rows looked up last, each once, in the order of their numbers."""
        return self._leaf

    def state(self) -> dict[str, NDArray[Any]]:
        """What Adam remembers of the rows; the rows themselves are in the network's own state."""
        return {"means": self._means.numpy(), "step": np.array(self._step)}

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Go on from a state."""
        self._means, self._step = torch.from_numpy(state["means"]), int(state["step"])

    def learn(self, rate: float, betas: tuple[float, float]) -> None:
        """A step against the gradient of what was looked up last."""
        grad = self._leaf.grad
        if grad is None:
            return
        self._step += 1
        first, second = betas
        mean = self._means[0][self._touched].lerp_(grad, 1 - first)
        square = self._means[1][self._touched].mul_(second).addcmul_(grad, grad, value=1 - second)
        self._means[0][self._touched], self._means[1][self._touched] = mean, square
        whole = (square / (1 - second**self._step)).sqrt_().add_(1e-8)
        self.rows[self._touched] -= rate / (1 - first**self._step) * mean / whole


class Recurrent(nn.Module):
    """Characters, pairs and words through recurrent layers to the tags of each convention."""

    def __init__(
        self,
        vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
        tells: NDArray[np.float32],
        hidden: Sequence[int],
        conventions: Mapping[str, Sequence[str]],
    ):
        super().__init__()
        of_chars, of_pairs = vectors
        self.chars, self.pairs = Table(of_chars, SPECIAL), Table(of_pairs, 1)
        self.register_buffer("tells", torch.cat([torch.zeros(SPECIAL, tells.shape[1]), torch.from_numpy(tells)]))
        sizes = [of_chars.shape[1] + tells.shape[1] + 2 * of_pairs.shape[1] + LEXICAL, *(2 * size for size in hidden)]
        self.layers = nn.ModuleList(map(_Layer, sizes, hidden))
        self.heads = nn.ModuleDict(
            {name: nn.Linear(sum(sizes[1:]), tags.count(labels)) for name, labels in conventions.items()}
        )

    def forward(self, flat: Flat) -> Tensor:
        """What all layers say of each character, shape (characters, outputs), in the order of ``flat``."""
        places = padding(flat.lengths)
        of_chars, left, right = self._looked_up(flat)
        rows = self._read(flat, places, of_chars, left, right)
        lengths = torch.from_numpy(flat.lengths.astype(np.int64))
        outputs = []
        for number, layer in enumerate(self.layers):
            rows = layer(self._hidden(rows, _DROPPED[0]) if number else rows, lengths)
            outputs.append(rows)
        found = self._hidden(torch.cat(outputs, -1), _DROPPED[1]).flatten(0, 1)
        at = np.empty(len(flat.chars), np.int64)
        inside = np.flatnonzero(places.ravel() < len(at))
        at[places.ravel()[inside]] = inside
        return taken(found, at)

    def one_way(self, flat: Flat) -> tuple[Tensor, Tensor]:
        """What the first layer says of each place by what stands up to there, and from there on.

        Each of shape (places, texts, units). Neither direction sees the pair that
        a character makes with the next one that it comes to. Words of the lists that
        a character is in reach beyond it, and both directions see them.
        """
        places = padding(flat.lengths)
        of_chars, left, right = self._looked_up(flat)
        before = self._read(flat, places, of_chars, left, torch.zeros_like(right))
        behind = self._read(flat, places, of_chars, torch.zeros_like(left), right)
        lengths = torch.from_numpy(flat.lengths.astype(np.int64))
        forward, backward = self._hidden(self.layers[0](before, lengths, behind), _DROPPED[1]).chunk(2, -1)
        return forward, backward

    def _looked_up(self, flat: Flat) -> tuple[Tensor, Tensor, Tensor]:
        """The vectors of characters, and of the pairs to their left and right."""
        return *self.chars.look_up(flat.chars), *self.pairs.look_up(flat.left, flat.right)

    def _read(self, flat: Flat, places: NDArray[np.int64], of_chars: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """The first layer's inputs, shape (places, texts, inputs)."""
        tells = self.tells[torch.from_numpy(flat.chars.astype(np.int64))]
        known = [of_chars, tells, left, right, torch.from_numpy(flat.words).float()]
        return self._hidden(padded(torch.cat(known, -1), places, 0.0), _DROPPED[0])

    def _hidden(self, rows: Tensor, share: float) -> Tensor:
        if not self.training:
            return rows
        return rows * ((torch.rand(1, rows.shape[1], rows.shape[2]) > share).float() / (1 - share))

    def take(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """The weights that ``arrays`` gives, but for the heads of conventions that are not among them."""
        width = self.chars.rows.shape[1]
        self.chars.rows.copy_(torch.from_numpy(arrays["chars"][:, :width].astype(np.float32)))
        self.tells.copy_(torch.from_numpy(arrays["chars"][:, width:].astype(np.float32)))
        self.pairs.rows.copy_(torch.from_numpy(arrays["pairs"].astype(np.float32)))
        for number, layer in enumerate(self.layers):
            layer.take(*(arrays[f"layer{number}.{part}"] for part in _PARTS))
        for name, head in self.heads.items():
            if f"{name}.weights" in arrays:
                head.weight.data = torch.from_numpy(arrays[f"{name}.weights"].T.copy())
                head.bias.data = torch.from_numpy(arrays[f"{name}.bias"].copy())

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The weights by name."""
        tensors = {"chars": torch.cat([self.chars.rows, self.tells], -1), "pairs": self.pairs.rows}
        for number, layer in enumerate(self.layers):
            tensors |= {f"layer{number}.{part}": weights for part, weights in layer.arrays()}
        for name, head in self.heads.items():
            tensors |= {f"{name}.weights": head.weight.T, f"{name}.bias": head.bias}
        return {name: np.array(tensor.detach(), order="C") for name, tensor in tensors.items()}


def padding(lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers of texts' characters, shape (places, texts); behind a text's end the number of characters in all.

    >>> padding(np.array([1, 3])).T.tolist()
    [[0, 4, 4], [1, 2, 3]]
    """
    place = np.arange(lengths.max())[:, None]
    return np.where(place < lengths, np.cumsum(lengths) - lengths + place, lengths.sum())


def padded(rows: Tensor, places: NDArray[np.int64], value: float) -> Tensor:
    """Rows of characters by their places, ``value`` behind a text's end."""
    filled = torch.cat([rows, torch.full((1, rows.shape[1]), value)])
    return taken(filled, places.ravel()).view(*places.shape, -1)


def log_paths(scores: Tensor, lengths: Tensor) -> Tensor:
    """The logarithm of the sum over all valid paths of tags of their exponential scores, for each text.

    ``scores`` of shape (places, texts, tags), ``lengths`` of shape (texts,). This
    is the normaliser of a conditional random field (Lafferty et al., 2001) whose
    transitions are allowed or not and have no weights of their own.

    >>> log_paths(torch.zeros(2, 1, 5), torch.tensor([2])).exp().round().tolist()  # OO OS SO SS BE
    [5.0]
    """
    begins, goes_on, ends, alone = scores[..., 1:].unflatten(-1, (-1, 4)).unbind(-1)
    outside = torch.cat([scores[..., :1], alone], -1)
    # Unbound at once: the gradient of a place looked up by its number is as large as all places.
    first, *others = zip(begins.unbind(), goes_on.unbind(), ends.unbind(), outside.unbind(), strict=True)
    closed, opened = torch.logsumexp(first[3], -1), first[0]
    for at, (begin, inside, end, out) in enumerate(others, 1):
        before = closed[:, None]
        real = at < lengths
        shut = torch.logsumexp(torch.cat([before + out, opened + end], -1), -1)
        opened = torch.where(real[:, None], torch.logaddexp(before + begin, opened + inside), opened)
        closed = torch.where(real, shut, closed)
    return closed
