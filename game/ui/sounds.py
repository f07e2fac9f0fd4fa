"""Three short, quiet sounds, made by sums when they are first heard: done, refused, and the telephone.

Off unless the player turns them on. Nothing is told by sound alone.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator

import pygame

RATE = 22_050
PEAK = 9_000
"""Of 32,767: a third of full scale, before the player's own volume."""
Note = tuple[float, float, float]
"""(start s, length s, Hz)"""
CUES: dict[str, tuple[Note, ...]] = {
    "accept": ((0.0, 0.16, 659.3), (0.07, 0.22, 880.0)),
    "refuse": ((0.0, 0.18, 233.1), (0.09, 0.22, 185.0)),
    "ring": ((0.0, 0.16, 1046.5), (0.12, 0.16, 1318.5), (0.32, 0.16, 1046.5), (0.44, 0.20, 1318.5)),
}
ATTACK_S, DECAY = 0.006, 14.0


def wave(notes: tuple[Note, ...]) -> array[int]:
    """Samples of 16 bits, one channel: sines with a short attack and a soft end, so that nothing clicks."""
    length = math.ceil(max(start + seconds for start, seconds, _hz in notes) * RATE)
    sums = [0.0] * length
    for note in notes:
        for at, value in _tone(note):
            if at < length:
                sums[at] += value
    top = max(map(abs, sums), default=0.0) or 1.0
    return array("h", (round(PEAK * v / top) for v in sums))


def _tone(note: Note) -> Iterator[tuple[int, float]]:
    start, seconds, hertz = note
    first, count = round(start * RATE), round(seconds * RATE)
    for i in range(count):
        t = i / RATE
        swell = min(1.0, t / ATTACK_S) * math.exp(-DECAY * t) * min(1.0, (count - i) / (0.02 * RATE))
        yield first + i, swell * (math.sin(math.tau * hertz * t) + 0.25 * math.sin(2 * math.tau * hertz * t))


class Sounds:
    """Plays cues; a computer without a sound card plays none and says so in `trouble`."""

    def __init__(self) -> None:
        self._made: dict[str, pygame.mixer.Sound] = {}
        self.trouble = ""
        self.played = 0

    def play(self, name: str, volume_percent: int) -> bool:
        """Let a cue be heard; False where there is no sound."""
        if self.trouble or (pygame.mixer.get_init() is None and not self._began()):
            return False
        if name not in self._made:
            self._made[name] = pygame.mixer.Sound(buffer=wave(CUES[name]).tobytes())
        sound = self._made[name]
        sound.set_volume(volume_percent / 100)
        sound.play()
        self.played += 1
        return True

    def _began(self) -> bool:
        try:
            pygame.mixer.init(RATE, -16, 1, 512, allowedchanges=0)
        except (pygame.error, NotImplementedError) as why:
            self.trouble = str(why)
            return False
        return True

    def close(self) -> None:
        """Give the sound card back."""
        if self._made:
            self._made.clear()
            pygame.mixer.quit()
