"""The picture under the marks: ground, overlays and trips from tiles, and what stands in meanwhile.

A pan at one zoom level reuses the tiles and paints the few that come into view. A zoom shows the last
picture stretched over a coarse overview, and when the map rests the new tiles are made within a budget
per frame, so that no frame takes long; the sharp picture comes when it is whole.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.content.geo import MapData, RoadGraph
from game.ui.map_base import STYLES, Camera
from game.ui.map_ground import Ground
from game.ui.map_overlay import Level, MapZone, Overlay, TollOverlay, ZoneOverlay
from game.ui.map_standin import OVERVIEW_MPP, overview_window, stretch
from game.ui.map_tiles import TILE, TileKey, TileStore, Window
from game.ui.map_trips import MapTrip, TripLayers
from game.ui.theme import Palette

Rect = pygame.Rect
BUDGET_MS = 7.0
# Shared by all maps on screen and off: 72 tiles of 256 x 256 x 4 bytes are 19 MB.
GROUND_TILES = TileStore(72)
KEPT = 40
"""Tiles of trips in each band, 10 MB: about two screens; quick to make again, unlike the ground."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a sharp picture was made for."""

    camera: Camera
    size: tuple[int, int]
    scale: float
    style: str

    @property
    def window(self) -> Window:
        """The part of the sheet it shows."""
        return Window.of(self.camera, self.size, self.scale)

    @property
    def level(self) -> Level:
        """Its zoom level."""
        return Level(self.camera.m_per_px / self.scale, self.scale, self.style)

    @property
    def level_key(self) -> tuple[float, float, str]:
        """The same for all looks that share their tiles."""
        return self.camera.m_per_px, self.scale, self.style

    def same_level(self, other: Look) -> bool:
        """Its tiles serve the other too."""
        return self.level_key == other.level_key


class _Band:
    """The tiles of the grey or of the bold trips; a tile's key names the trips on it and nothing else."""

    def __init__(self, *, thin: bool) -> None:
        self.thin = thin
        self.store = TileStore(KEPT)
        self._signed: list[tuple[MapTrip, int]] = []
        self._near: dict[TileKey, tuple[tuple[MapTrip, ...], tuple[int, ...]]] = {}
        self._layers: TripLayers | None = None

    def use(self, trips: Sequence[MapTrip], layers: TripLayers) -> None:
        """These trips from now on."""
        mine = [t for t in trips if (t.kind == "trip" if self.thin else t.selected or t.kind == "jam")]
        self._signed = [(t, hash(t.points) if self.thin else hash(t)) for t in mine]
        self._near, self._layers = {}, layers

    def warm(self) -> None:
        """Make the shapes of all trips."""
        for trip, _sign in self._signed:
            if self._layers:
                self._layers.tiles(trip, thin=self.thin)

    def _of(self, tile: TileKey) -> tuple[tuple[MapTrip, ...], tuple[int, ...]]:
        if tile not in self._near:
            layers = self._layers
            near = [
                (t, sign) for t, sign in self._signed if layers and tile in layers.tiles(t, thin=self.thin)
            ]
            self._near[tile] = (tuple(trip for trip, _s in near), tuple(sign for _t, sign in near))
        return self._near[tile]

    def _key(self, look: Look, tile: TileKey) -> tuple[object, ...]:
        return look.style, look.scale, look.camera.m_per_px, tile, self._of(tile)[1]

    def missing(self, look: Look, tile: TileKey) -> bool:
        """There are trips here, and no tile yet."""
        return bool(self._of(tile)[0]) and self._key(look, tile) not in self.store

    def get(self, look: Look, tile: TileKey) -> pygame.Surface | None:
        """The tile, None when nothing is on it."""
        return self.store.get(self._key(look, tile)) if self._of(tile)[0] else None

    def make(self, look: Look, tile: TileKey, c: Palette) -> None:
        """Paint the tile."""
        if self._layers:
            paint = self._layers.thin_tile if self.thin else self._layers.bold_tile
            self.store.put(self._key(look, tile), paint(self._of(tile)[0], tile, c))


@dataclass(frozen=True, slots=True)
class Content:
    """What lies on the ground: trips, zones, and whether tolled roads are marked."""

    trips: tuple[MapTrip, ...] = ()
    zones: tuple[MapZone, ...] = ()
    toll: bool = False


class Sheet:
    """Ground, overlays and trips of one map."""

    def __init__(self, data: MapData, graph: RoadGraph) -> None:
        self._data, self._graph = data, graph
        self._zones, self._toll = ZoneOverlay(), TollOverlay()
        self._overlays: tuple[Overlay, ...] = ()
        self._ground: tuple[tuple[float, float, str], Ground] | None = None
        self._layers: TripLayers | None = None
        self._bands = (_Band(thin=True), _Band(thin=False))
        self._content = Content()
        self._shown: Look | None = None
        self._picture: tuple[Look, pygame.Surface] | None = None
        self._overview: dict[str, tuple[pygame.Surface, list[TileKey], Ground | None]] = {}
        self.made = 0
        """Tiles painted for the last frame."""
        self.busy = False
        """The last frame took work: other work after a gesture can better wait for the next one."""

    def paint(
        self, target: pygame.Surface, area: Rect, look: Look, content: Content, c: Palette, *, gesture: bool
    ) -> bool:
        """Put the picture into the area; False when a stand-in was shown or a tile is missing."""
        self.made, self.busy = 0, False
        shown = self._shown
        can_wait = shown is not None and shown.scale == look.scale and shown.style == look.style
        if can_wait and shown is not None and gesture and not shown.same_level(look):
            self._stand_in(target, area, look, shown)
            return False
        window = look.window
        tiles = list(window.tiles())
        GROUND_TILES.room_for(len(tiles))
        for layer in (*self._bands, self._zones, self._toll):
            layer.store.room_for(len(tiles))
        self._use(content, look)
        # A plan change on a resting map is shown whole at once; new ground after a gesture may take frames.
        waiting = can_wait and shown != look
        if waiting and shown is not None and not shown.same_level(look) and self._shaped(tiles, look):
            self._stand_in(target, area, look, shown)
            return False
        missing = self._make(tiles, look, c, time.perf_counter() + BUDGET_MS / 1000 if waiting else None)
        if missing and shown is not None and not shown.same_level(look):
            self._stand_in(target, area, look, shown)
            return False
        if missing:
            self._backdrop(target, area, look)
        self._blit(target, area, look, tiles)
        self._shown = look
        return not missing

    # -- tiles ---------------------------------------------------------------------------------
    def _ground_key(self, look: Look, tile: TileKey) -> tuple[object, ...]:
        return id(self._data), id(self._graph), look.style, look.scale, look.camera.m_per_px, tile

    def _use(self, content: Content, look: Look) -> None:
        """Prepare trips and overlays for this look."""
        mpp = look.camera.m_per_px / look.scale
        fresh = self._layers is None or self._layers.mpp != mpp or self._layers.scale != look.scale
        if self._layers is None or fresh:
            self._layers = TripLayers(mpp, look.scale)
            self.busy = bool(content.trips)
        if fresh or content.trips != self._content.trips:
            for band in self._bands:
                band.use(content.trips, self._layers)
        self._content = content
        if content.zones:
            self._zones.use(look.level, content.zones)
        if content.toll:
            self.busy |= self._toll.use(look.level, self._graph)
        self._overlays = tuple(
            made for made, on in ((self._zones, content.zones), (self._toll, content.toll)) if on
        )

    def _shaped(self, tiles: Sequence[TileKey], look: Look) -> bool:
        """A new zoom level: shapes of the trips in one frame, of the ground in the next, then tiles."""
        if self.busy:
            for band in self._bands:
                band.warm()
            return True
        known = self._ground
        if known is not None and known[0] == look.level_key:
            return False
        if all(self._ground_key(look, tile) in GROUND_TILES for tile in tiles):
            return False
        self._level(look)
        return True

    def _level(self, look: Look) -> Ground:
        key = look.level_key
        if self._ground is None or self._ground[0] != key:
            mpp = look.camera.m_per_px / look.scale
            made = Ground(self._data, self._graph, mpp=mpp, scale=look.scale, style=look.style)
            self._ground = (key, made)
        return self._ground[1]

    def _make(self, tiles: Sequence[TileKey], look: Look, c: Palette, deadline: float | None) -> bool:
        """Paint what is missing until the deadline, at least one tile; True when some are still missing."""
        middle = look.window.left + look.window.w / 2, look.window.top + look.window.h / 2
        for tile in sorted(tiles, key=lambda t: _far(t, middle)):
            ground = self._ground_key(look, tile)
            bands = [band for band in self._bands if band.missing(look, tile)]
            overlays = [overlay for overlay in self._overlays if overlay.missing(tile)]
            if ground in GROUND_TILES and not bands and not overlays:
                continue
            if self.made and deadline is not None and time.perf_counter() > deadline:
                return True
            if ground not in GROUND_TILES:
                GROUND_TILES.put(ground, self._level(look).tile(tile))
            for overlay in overlays:
                overlay.make(tile)
            for band in bands:
                band.make(look, tile, c)
            self.made += 1
            self.busy = self.busy or self.made > 3
        return False

    def _blit(self, target: pygame.Surface, area: Rect, look: Look, tiles: Sequence[TileKey]) -> None:
        window = look.window
        for tile in tiles:
            x, y = window.corner(tile)
            at = (area.x + x, area.y + y)
            for made in (
                GROUND_TILES.get(self._ground_key(look, tile)),
                *(overlay.get(tile) for overlay in self._overlays),
                *(band.get(look, tile) for band in self._bands),
            ):
                if made is not None:
                    target.blit(made, at)

    # -- stand-ins -----------------------------------------------------------------------------
    def _stand_in(self, target: pygame.Surface, area: Rect, look: Look, shown: Look) -> None:
        """The last sharp picture, stretched, over the overview."""
        if self._picture is None or self._picture[0] != shown:
            picture = pygame.Surface(shown.size)
            whole = Rect((0, 0), shown.size)
            self._backdrop(picture, whole, shown)
            self._use(self._content, shown)
            self._blit(picture, whole, shown, list(shown.window.tiles()))
            self._picture = (shown, picture)
        was, now = shown.window, look.window
        grow = was.mpp / now.mpp
        left, top = was.left * grow - now.left, was.top * grow - now.top
        if left > 0 or top > 0 or left + was.w * grow < now.w or top + was.h * grow < now.h:
            self._backdrop(target, area, look)  # the picture does not cover the whole area
        stretch(self._picture[1], shown.window, target, area, look.window)

    def _backdrop(self, target: pygame.Surface, area: Rect, look: Look) -> None:
        target.fill(STYLES[look.style].water, area)
        found = self._overview.get(look.style)
        if found and not found[1]:
            stretch(found[0], overview_window(), target, area, look.window)

    def prepare(self, style: str) -> None:
        """One step (a tile) of the overview; for moments in which nothing else happens."""
        window = overview_window()
        if style not in self._overview:
            made = Ground(self._data, self._graph, mpp=OVERVIEW_MPP, scale=1.0, style=style)
            self._overview[style] = (pygame.Surface((window.w, window.h)), list(window.tiles()), made)
            return
        surface, todo, ground = self._overview[style]
        if todo and ground is not None:
            tile = todo.pop()
            surface.blit(ground.tile(tile), window.corner(tile))
            if not todo:
                self._overview[style] = (surface, [], None)  # its shapes are not needed again


def _far(tile: TileKey, middle: tuple[float, float]) -> tuple[float, TileKey]:
    x, y = (tile[0] + 0.5) * TILE - middle[0], (tile[1] + 0.5) * TILE - middle[1]
    return x * x + y * y, tile
