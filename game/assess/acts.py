"""The player's acts read back from the log: drafts of the plan, decision moments, replies.

The plan's history is rebuilt by the same `rules.moves.apply` that made it, so that indicators
can see what the player saw. Nothing is guessed: an event that cannot be read is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from game.assess.story import Story
from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.events import Event
from game.domain.plan import Plan
from game.domain.scenario import Effect, Moment, Option
from game.domain.world import World
from game.rules.moves import apply
from game.sim.effects import believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The plan right after one act before dispatch, with what the software then believed."""

    seq: int
    act: int
    """How many planning acts the player had done; undo and redo are acts too."""
    plan: Plan
    world: World
    visible: frozenset[str]
    by_hand: bool
    """False from the first accepted proposal that placed more than one order; in a measurement from the
    hand-in of the plan by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a decision moment went; `final` is empty when it was left open."""

    moment: Moment
    own: str
    confidence: int
    final: str
    looked: tuple[str, ...]
    """Cues opened before the final choice."""
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A proposal for several orders that the player accepted before dispatch."""

    seq: int
    plan: Plan
    """The plan right after accepting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Everything that indicators ask of the log, read once."""

    commands: tuple[tuple[int, int, c.Command], ...]
    """(seq, clock seconds, command) of every command that was carried out."""
    drafts: tuple[Draft, ...]
    choices: tuple[Choice, ...]
    takeover: Takeover | None
    dispatch_seq: int
    """Event number of the dispatch; -1 before it."""
    kpi_seq: dict[str, int]
    """Event number of the `kpi` event of each phase."""

    @staticmethod
    def of(story: Story) -> Acts:
        """Read a story's events."""
        commands = tuple(_commands(story.events))
        drafts, takeover = _drafts(story, commands)
        dispatch = next((seq for seq, _, command in commands if isinstance(command, c.Dispatch)), -1)
        kpis = {str(e.data.get("phase", "")): e.seq for e in story.events if e.kind == "kpi"}
        return Acts(
            commands=commands, drafts=drafts, choices=tuple(_choices(story, commands)), takeover=takeover,
            dispatch_seq=dispatch, kpi_seq=kpis,
        )  # fmt: skip

    @property
    def hand_drafts(self) -> tuple[Draft, ...]:
        """Drafts that were made by hand alone."""
        return tuple(d for d in self.drafts if d.by_hand)

    def plan_events(self) -> tuple[int, ...]:
        """What the hand-made plan rests on: its last act and the figures at dispatch."""
        last = [d.seq for d in self.hand_drafts[-1:]]
        return tuple(sorted({*last, *(self.kpi_seq[p] for p in ("hand",) if p in self.kpi_seq)}))


def _commands(events: tuple[Event, ...]) -> Iterator[tuple[int, int, c.Command]]:
    for event in events:
        if event.kind == "command" and event.data.get("ok"):
            try:
                yield event.seq, event.game_s, c.from_text(str(event.data["do"]))
            except GameError:
                continue


@dataclass(slots=True)
class _Desk:
    """The planner's desk while the log is read back."""

    world: World
    visible: frozenset[str]
    plan: Plan = field(default_factory=Plan)
    undo: list[Plan] = field(default_factory=list)
    redo: list[Plan] = field(default_factory=list)
    by_hand: bool = True
    taken: bool = False
    """A proposal for several orders was accepted."""
    acts: int = 0
    kept: list[Plan | None] = field(default_factory=list)

    def gallery(self, command: c.Keep | c.Restore | c.Forget) -> bool:
        """Plans that were kept, by their running number; True when one became the current plan."""
        if isinstance(command, c.Keep):
            self.kept.append(self.plan)
            return False
        number = int(command.kept.removeprefix("K")) - 1
        plan = self.kept[number] if 0 <= number < len(self.kept) else None
        if plan is None or isinstance(command, c.Forget):
            return False
        for order in sorted(plan.covered() - self.visible):
            plan = plan.without_order(order)
        self.acts += 1
        self.put(plan)
        return True

    def put(self, plan: Plan) -> None:
        if plan != self.plan:
            self.undo.append(self.plan)
            self.redo.clear()
            self.plan = plan

    def asked(self) -> None:
        """Rules for the computer: a step back of its own that leaves the plan."""
        self.undo.append(self.plan)
        self.redo.clear()

    def choose(self, option: Option) -> None:
        for effect in option.effects:
            if effect.kind == "add_order":
                self.visible |= {effect.subject}
            elif effect.kind == "drop_order":
                self.visible -= {effect.subject}
                self.plan = self.plan.without_order(effect.subject)
            self.world = believed(self.world, effect)


def _drafts(
    story: Story, commands: tuple[tuple[int, int, c.Command], ...]
) -> tuple[tuple[Draft, ...], Takeover | None]:
    proposals = {str(e.data.get("id")): e for e in story.events if e.kind == "proposal"}
    scenario = story.scenario
    visible = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    desk = _Desk(world=scenario.system, visible=visible)
    drafts: list[Draft] = []
    takeover: Takeover | None = None
    for seq, _, command in commands:
        if isinstance(command, c.Dispatch):
            break
        desk.by_hand = desk.by_hand and not isinstance(command, c.HandIn)
        if not _replay(desk, command, story, proposals):
            continue
        if isinstance(command, c.Accept) and desk.taken:
            takeover = Takeover(seq=seq, plan=desk.plan)
        drafts.append(
            Draft(
                seq=seq,
                act=desk.acts,
                plan=desk.plan,
                world=desk.world,
                visible=desk.visible,
                by_hand=desk.by_hand,
            )
        )
    return tuple(drafts), takeover


def _replay(desk: _Desk, command: c.Command, story: Story, proposals: dict[str, Event]) -> bool:
    """Do a command on the desk; True when it was an act of planning."""
    if isinstance(command, c.Final):
        moment = next((m for m in story.scenario.moments if m.id == command.moment), None)
        for option in moment.options if moment else ():
            if option.id == command.option:
                desk.choose(option)
        return False
    if isinstance(command, c.Agree):
        end = "pickup" if command.action == "collect" else "delivery"
        wider = Effect(kind="wider_s", subject=command.order, amount=60 * command.minutes, end=end)
        desk.world = believed(desk.world, wider)
        return False
    if isinstance(command, c.Keep | c.Restore | c.Forget):
        return desk.gallery(command)
    try:
        plan = _after(desk, command, proposals)
    except GameError:
        return False
    if plan is None:
        return False
    desk.acts += 1
    if isinstance(command, c.Accept) and _placed(proposals.get(command.proposal)) > 1:
        desk.by_hand, desk.taken = False, True
    if not isinstance(command, c.Undo | c.Redo):
        desk.put(plan)
    return True


def _after(desk: _Desk, command: c.Command, proposals: dict[str, Event]) -> Plan | None:
    """The plan after a command; None when it is no planning act. Raises GameError when refused."""
    if c.is_steering(command):
        desk.asked()
        return None
    if isinstance(command, c.PLAN_COMMANDS):
        return apply(desk.world, desk.plan, command, {})
    if isinstance(command, c.Accept):
        return _accepted(desk, command, proposals.get(command.proposal))
    if isinstance(command, c.Undo) and desk.undo:
        desk.redo.append(desk.plan)
        desk.plan = desk.undo.pop()
        return desk.plan
    if isinstance(command, c.Redo) and desk.redo:
        desk.undo.append(desk.plan)
        desk.plan = desk.redo.pop()
        return desk.plan
    return None


def _accepted(desk: _Desk, command: c.Accept, proposal: Event | None) -> Plan | None:
    if proposal is None:
        return None
    wanted = None if command.parts == "all" else set(command.parts.split(","))
    plan = desk.plan
    for text in proposal.data.get("commands", ()):
        move = c.from_text(str(text))
        if wanted is None or getattr(move, "vehicle", "") in wanted:
            plan = apply(desk.world, plan, move, {})
    return plan


def _placed(proposal: Event | None) -> int:
    return int(proposal.data.get("placed", 0)) if proposal else 0


def _choices(story: Story, commands: tuple[tuple[int, int, c.Command], ...]) -> Iterator[Choice]:
    for moment in story.scenario.moments:
        choice = Choice(moment=moment, own="", confidence=0, final="", looked=(), events=())
        for seq, _, command in commands:
            if getattr(command, "moment", None) == moment.id:
                choice = replace(_step(choice, command), events=(*choice.events, seq))
        if choice.own:
            yield choice


def _step(choice: Choice, command: c.Command) -> Choice:
    if isinstance(command, c.Commit):
        return replace(choice, own=command.option, confidence=command.confidence)
    if isinstance(command, c.Final):
        return replace(choice, final=command.option)
    if isinstance(command, c.Look) and not choice.final and command.cue not in choice.looked:
        return replace(choice, looked=(*choice.looked, command.cue))
    return choice
