"""High contrast: the same roles, 7:1 for text and 4.5:1 for outlines; hairlines become lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.ui.colors import DARK, DARK_MAP, LIGHT, LIGHT_MAP, NIGHT_MAP, Palette, Status, rgb

HIGH_LIGHT: Final[Palette] = replace(
    LIGHT,
    canvas=rgb("#FFFFFF"), surface2=rgb("#F4F5F7"), surface3=rgb("#E6E9EE"),
    line=rgb("#8B94A1"), line_strong=rgb("#565F6C"), control=rgb("#4A5361"),
    text=rgb("#000000"), text2=rgb("#1E252E"), text3=rgb("#333B47"),
    accent=rgb("#1B2FA8"), accent_text=rgb("#14237F"), accent_tint=rgb("#E2E7FF"),
    bad=Status(text=rgb("#611300"), outline=rgb("#862505"), fill=rgb("#FFEDE4")),
    warn=Status(text=rgb("#634000"), outline=rgb("#8A6000"), fill=rgb("#FFF3D3")),
    ok=Status(text=rgb("#04463F"), outline=rgb("#0B6258"), fill=rgb("#DFF4F0")),
    battery=rgb("#06544C"), hvo=rgb("#4A4D08"), diesel=rgb("#2B313A"),
    block=rgb("#C7CED8"), block_text=rgb("#0B0F14"), drive=rgb("#6D7785"),
    grid=rgb("#C9CFD8"), rush=rgb("#F1EDDD"), ink=rgb("#000000"), scrim_alpha=190,
    map=replace(
        LIGHT_MAP, land=rgb("#FBFAF7"), halo=rgb("#FFFFFF"), town=rgb("#ECE8DE"), province=rgb("#8A8371"),
        trip=rgb("#4B566B"), name=rgb("#05080C"), name_minor=rgb("#262E39"), name_water=rgb("#1E4A68"),
        toll=rgb("#6E4800"), shield_a=rgb("#8C2A1E"), shield_n_text=rgb("#1E1800"), zone=rgb("#0B6258"),
    ),
)  # fmt: skip
HIGH_DARK: Final[Palette] = replace(
    DARK,
    canvas=rgb("#000000"), surface=rgb("#05070A"), surface2=rgb("#0E1218"), surface3=rgb("#1A212B"),
    line=rgb("#5A6676"), line_strong=rgb("#8A97A8"), control=rgb("#A3AFBF"),
    text=rgb("#FFFFFF"), text2=rgb("#DCE3EC"), text3=rgb("#BAC5D2"),
    accent=rgb("#A9B9FF"), accent_text=rgb("#C9D4FF"), on_accent=rgb("#05081A"), accent_tint=rgb("#18234C"),
    bad=Status(text=rgb("#FFBFA6"), outline=rgb("#FF8E63"), fill=rgb("#33170E")),
    warn=Status(text=rgb("#FFDB8C"), outline=rgb("#F0BC45"), fill=rgb("#2D230C")),
    ok=Status(text=rgb("#96EBDD"), outline=rgb("#54CDBB"), fill=rgb("#0C2724")),
    battery=rgb("#84EBDB"), hvo=rgb("#DDE07C"), diesel=rgb("#AEB7C2"),
    block=rgb("#36414F"), block_text=rgb("#FFFFFF"), drive=rgb("#8491A2"),
    grid=rgb("#2C3643"), rush=rgb("#161D20"), ink=rgb("#FFFFFF"), on_ink=rgb("#000000"), scrim_alpha=200,
    map=replace(
        DARK_MAP, land=rgb("#10151B"), halo=rgb("#0A0E13"), town=rgb("#1E252F"), water=rgb("#07111B"),
        trip=rgb("#A9B6C7"), name=rgb("#FFFFFF"), name_minor=rgb("#D3DCE6"), name_water=rgb("#9CC3DD"),
        shield_a=rgb("#94382B"), shield_n=rgb("#463910"), zone=rgb("#54CDBB"),
    ),
)  # fmt: skip
HIGH_NIGHT: Final[Palette] = replace(
    HIGH_DARK,
    map=replace(
        NIGHT_MAP,
        land=rgb("#0C1420"),
        halo=rgb("#0C1420"),
        name=rgb("#FFFFFF"),
        name_minor=rgb("#EFEBDD"),
        shield_a=rgb("#94382B"),
        shield_n=rgb("#463910"),
        trip=rgb("#95A1CE"),
    ),
)
