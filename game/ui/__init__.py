"""The interface: pygame and a thin layer of our own; nothing below `game.ui` may import pygame.

A screen is a function from state to paint and hits. All numbers are *logical* pixels: write the design
token, the painter multiplies by the scale. A minimal screen:

    import pygame
    from game.ui import layout, widgets
    from game.ui.context import Activate, Back, Changed, Ctx, UiEvent
    from game.ui.screen import BaseScreen, Configure, Outcome, Pop
    from game.ui.state import FieldState, ScrollArea

    class Names(BaseScreen):
        def __init__(self, names: list[str]) -> None:
            self.names, self.chosen = names, 0
            self.scroll, self.field = ScrollArea(), FieldState()

        def draw(self, ctx: Ctx) -> None:
            widgets.top_bar(ctx, title=ctx.t("names.title"), subtitle="", current="plan",
                            phases=[("brief", ctx.t("phase.briefing")), ("plan", ctx.t("phase.plan"))])
            _bar, body = layout.cut_top(ctx.rect, 52)
            left, right = layout.columns(layout.pad(body, 16), 300, None, gap=16)
            for i, rect in widgets.rows(ctx, "list", left, self.scroll, len(self.names), 40):
                widgets.row(ctx, f"name.{i}", rect, selected=i == self.chosen, label=self.names[i], payload=i)
                ctx.p.text_mid(rect.x + 16, rect.centery, self.names[i], "body", weight=500)
            widgets.field(ctx, "new", pygame.Rect(right.x, right.y, 280, 32), self.field, placeholder="Naam")
            widgets.button(ctx, "add", pygame.Rect(right.x, right.y + 44, 120, 32), ctx.t("names.add"),
                           kind="primary", icon="plus", enabled=bool(self.field.value))

        def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
            match event:
                case Activate(id="add"): self.names.append(self.field.value)
                case Activate(payload=int(i)): self.chosen = i
                case Activate(id="top.language"):
                    return Configure({"lang": "en" if ctx.settings.lang == "nl" else "nl"})
                case Back(): return Pop()
            return None

`Shell(Names([...]), translator=..., formatter=...).run()` runs it; `render_once(screen, (1600, 900))`
gives one frame without a window. The shell redraws after every event it hands over; raise
`self.revision` for changes from elsewhere, return True from `tick(now_ms)` while something moves.
"""
