"""Planning inside a session: plans that replace each other, what is asked of the computer's, what is kept."""

from __future__ import annotations

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.domain.scenario import Effect, Option
from game.session_state import SessionState
from game.session_steer import agreement
from game.sim.effects import believed
from game.solver.advice import plan_commands


class Planning(SessionState):
    """The acts of planning; `Session` adds the rest."""

    def _may_plan(self) -> Plan:
        if self.phase not in ("plan", "day"):
            raise Illegal("session.not_now", phase=self.phase)
        return self.plan

    def _replan(self, plan: Plan) -> None:
        """Make a plan current; the earlier one can come back by undo."""
        if plan != self.plan:
            self.drafts.put(self.plan, self.doing)
            self._set_plan(plan)

    def _set_plan(self, plan: Plan) -> None:
        self.plan = plan
        if self.running:
            self.running.plan = plan

    def _do_undo(self, _: c.Undo) -> None:
        plan, self.wishes = self.drafts.back(self._may_plan(), self.wishes)
        self._set_plan(plan)

    def _do_redo(self, _: c.Redo) -> None:
        plan, self.wishes = self.drafts.again(self._may_plan(), self.wishes)
        self._set_plan(plan)

    def _do_steer(self, command: c.Steer | c.Unsteer | c.Shelve) -> None:
        self._may_plan()
        self.wishes = self.wishes.steered(self.system, command)

    _do_unsteer = _do_shelve = _do_steer

    def _steer(self, command: c.Together) -> None:
        """Several rules as one act, which undo takes back. (Single ones never were a step: old logs.)"""
        plan, wishes = self._may_plan(), self.wishes.steered(self.system, *c.apart(command))
        self.drafts.put(plan, self.doing, self.wishes)
        self.wishes = wishes

    def _do_weigh(self, command: c.Weigh) -> None:
        self._may_plan()
        self.wishes = self.wishes.weighed(command)

    def _do_agree(self, command: c.Agree) -> None:
        self._need("plan")
        if command.order not in self.visible:
            raise Illegal("move.no_order", order=command.order)
        if any(e.kind == "wider_s" and e.subject == command.order for e in self.effects):
            raise Illegal("steer.agreed", order=command.order)
        for effect in agreement(self.system, command):
            self._apply(effect)

    def _do_keep(self, command: c.Keep) -> None:
        self.gallery.keep(command.text, self._may_plan())

    def _do_rename(self, command: c.Rename) -> None:
        self.gallery.rename(command.kept, command.text)

    def _do_restore(self, command: c.Restore) -> None:
        self._may_plan()
        kept = self.gallery.the(command.kept).plan
        for order in sorted(kept.covered() - self.visible):
            kept = kept.without_order(order)
        if self.phase == "plan":
            self._replan(kept)
            return
        # in the running day only as far as what has begun lets it
        self._replan(self.planned(*(c.from_text(text) for text in plan_commands(self.plan, kept))))

    def _do_forget(self, command: c.Forget) -> None:
        self.gallery.forget(command.kept)

    def _take_effect(self, option: Option) -> None:
        """Apply a choice's effects to what the software believes, the order list and the day."""
        for effect in option.effects:
            self._apply(effect)

    def _apply(self, effect: Effect) -> None:
        if effect.kind == "add_order":
            self.visible |= {effect.subject}
        elif effect.kind == "drop_order":
            self.visible -= {effect.subject}
        if self.running:
            self.running.visible = self.visible
            self.running.take_effect(effect)
            self.system, self.plan = self.running.system, self.running.plan
        else:
            self.effects.append(effect)
            self.system = believed(self.system, effect)
            if effect.kind == "drop_order":
                self.plan = self.plan.without_order(effect.subject)
        self._memo.clear()

    def _need(self, phase: str) -> None:
        if self.phase != phase:
            raise Illegal("session.not_now", phase=self.phase)
