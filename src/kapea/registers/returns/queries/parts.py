"""The parts of a return: what was prepared, the hand-over, the plan, the visits, the closure."""

from django.utils.translation import gettext_lazy as _

from kapea.registers.agencies.queries import agency_name
from kapea.registers.choices import by_rule
from kapea.registers.returns import sealed, words
from kapea.registers.returns.models import Handing, PlanGoal, ReintegrationPlan
from kapea.registers.returns.rules.closing import VisitLine
from kapea.registers.sheets.rows import Card, Sight
from kapea.registers.sheets.showing import coded


def _notes(*notes: tuple[object, object]) -> tuple[tuple[object, object], ...]:
    return tuple(note for note in notes if note[1])


def recognition_cards(sight: Sight) -> tuple[Card, ...]:
    """Return what was decided on the person's status as a victim, the last first."""
    return tuple(
        Card(
            pk=row.pk,
            title=coded(row.body, "recognising_body"),
            status=words.RECOGNISED[row.outcome][0],
            tone=words.RECOGNISED[row.outcome][1],
            facts=((_("On"), row.on),),
            notes=_notes((_("Reasons"), sight.text(row.words_sealed, sealed.RECOGNITION))),
        )
        for row in sight.record.recognitions.order_by("-on", "-pk")
    )


def tracing_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the searches for the family, the last first."""
    return tuple(
        Card(
            pk=row.pk,
            title=row.on,
            status=words.TRACED[row.outcome][0],
            tone=words.TRACED[row.outcome][1],
            notes=_notes((_("What was found"), sight.text(row.words_sealed, sealed.TRACING))),
        )
        for row in sight.record.tracings.order_by("-on", "-pk")
    )


def assessment_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the family assessments, the last first."""
    return tuple(
        Card(
            pk=row.pk,
            title=row.on,
            status=words.ASSESSED[row.outcome][0],
            tone=words.ASSESSED[row.outcome][1],
            facts=((_("Family took part in the exploitation"), row.is_family_involved),),
            notes=_notes((_("What was found"), sight.text(row.words_sealed, sealed.ASSESSMENT))),
        )
        for row in sight.record.assessments.order_by("-on", "-pk")
    )


def consent_cards(sight: Sight) -> tuple[Card, ...]:
    """Return what the child said, the last first."""
    return tuple(
        Card(
            pk=row.pk,
            title=row.on,
            status=_("Taken back") if row.withdrawn_on else words.ASSENT[row.childs_assent][0],
            tone="danger" if row.withdrawn_on else words.ASSENT[row.childs_assent][1],
            facts=(
                (_("Ground"), coded(row.ground, "legal_ground")),
                (_("Told what awaits the child"), row.is_informed),
                (_("Withdrawn on"), row.withdrawn_on),
            ),
            notes=_notes((_("What the child says"), sight.text(row.view_sealed, sealed.CONSENT))),
            acts=() if row.withdrawn_on else sight.open("withdraw"),
        )
        for row in sight.record.consents.order_by("-on", "-pk")
    )


def paper_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the papers, asked for, issued, refused."""
    return tuple(_paper(row, sight) for row in sight.record.papers.order_by("pk"))


def _paper(row: object, sight: Sight) -> Card:
    issued, refused = row.issued_on, row.refused_on  # type: ignore[attr-defined]
    until = row.valid_until  # type: ignore[attr-defined]
    is_past = until is not None and until < sight.today
    if issued:
        status, tone = (_("Run out"), "danger") if is_past else (_("Issued"), "ok")
    else:
        status, tone = (_("Refused"), "danger") if refused else (_("Asked for"), "warn")
    is_open = not issued and not refused
    return Card(
        pk=row.pk,  # type: ignore[attr-defined]
        title=coded(row.kind, "return_paper"),  # type: ignore[attr-defined]
        status=status,
        tone=tone,
        facts=(
            (_("Number of the paper"), sight.text(row.number_sealed, sealed.PAPER)),  # type: ignore[attr-defined]
            (_("Asked on"), row.asked_on),  # type: ignore[attr-defined]
            (_("Issued on"), issued),
            (_("Valid until"), until),
            (_("The child paid nothing"), row.is_free),  # type: ignore[attr-defined]
        ),
        acts=sight.open("paper_answer") if is_open else (),
    )


def escort_cards(sight: Sight) -> tuple[Card, ...]:
    """Return who goes with the person."""
    return tuple(
        Card(
            pk=row.pk,
            title=sight.text(row.name_sealed, sealed.ESCORT),
            facts=(
                (_("Planned on"), row.planned_on),
                (_("Body"), agency_name(row.agency_code) if row.agency_code else ""),
            ),
            notes=_notes((_("Route"), sight.text(row.route_sealed, sealed.ROUTE))),
        )
        for row in sight.record.escorts.order_by("-pk")
    )


def handing_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the hand-over and the arrival."""
    record = sight.record
    found = []
    row = Handing.objects.filter(the_return=record).first()
    if row is not None:
        found.append(
            Card(
                pk=row.pk,
                title=_("Hand-over"),
                facts=(
                    (_("On"), row.on),
                    (_("Where"), sight.text(row.place_sealed, sealed.PLACE)),
                    (_("Given by"), sight.text(row.given_by_sealed, sealed.GIVEN_BY)),
                    (_("Taken by"), sight.text(row.taken_by_sealed, sealed.TAKEN_BY)),
                    (_("Signed by both"), row.is_signed),
                ),
            )
        )
    if record.arrived_on is not None:
        found.append(
            Card(
                pk=0,
                title=_("Arrival"),
                facts=(
                    (_("On"), record.arrived_on),
                    (_("In whose care"), coded(record.arrival_care, "care_arrangement")),
                    (_("Confirmed by"), words.CONFIRMED_BY.get(record.arrival_confirmed_by, "")),
                ),
            )
        )
    return tuple(found)


def plan_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the goals of the reintegration plan."""
    plan = ReintegrationPlan.objects.filter(the_return=sight.record).first()
    if plan is None:
        return ()
    head = Card(
        pk=0,
        title=_("Plan"),
        facts=(
            (_("Made on"), plan.made_on),
            (_("The child took part"), plan.child_took_part),
            (_("To be reviewed on"), plan.review_on),
            (_("Reintegrated on"), sight.record.reintegrated_on),
        ),
        notes=_notes((_("What the child says"), sight.text(plan.view_sealed, sealed.PLAN))),
    )
    return (head, *(_goal(row, sight) for row in plan.goals.order_by("due_on", "pk")))


def _goal(row: PlanGoal, sight: Sight) -> Card:
    status, tone = words.GOAL[row.state]
    return Card(
        pk=row.pk,
        title=coded(row.domain, "service_kind"),
        status=status,
        tone=tone,
        facts=((_("By"), row.due_on), (_("Ended on"), row.ended_on)),
        notes=_notes((_("Goal"), sight.text(row.text_sealed, sealed.GOAL))),
        acts=sight.open("end_goal") if row.state == "open" else (),
    )


def visit_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the visits made, the last first."""
    return tuple(
        Card(
            pk=row.pk,
            title=row.visited_on,
            status=coded_text(row.finding),
            facts=(
                (_("Seen alone"), row.seen_alone),
                (_("Made by the body on the other side"), row.by_partner or None),
                (_("Makes up for the visit of month"), row.makes_up_month),
            ),
            notes=_notes(
                (_("What was seen"), sight.text(row.words_sealed, sealed.VISIT)),
                (_("Why that visit was missed"), sight.text(row.missed_because_sealed or b"", sealed.MISSED)),
            )
            if "identity" in sight.sections
            else (),
        )
        for row in sight.record.visits.order_by("-visited_on")
    )


def coded_text(finding: str) -> object:
    """Return the words of a visit's finding in the reader's language."""
    from kapea.registers.choices import in_language

    found = coded(finding, "visit_finding")
    return in_language(found) if isinstance(found, dict) else found


def calendar_steps(lines: tuple[VisitLine, ...]) -> tuple[tuple[object, object, str, object, object], ...]:
    """Return (month, due day, tone, state in words, day that made up for it) of each planned visit."""
    return tuple(
        (line.month, line.due_on, words.VISIT[line.state][1], words.VISIT[line.state][0], line.made_up_on)
        for line in lines
    )


def closure_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the closures asked for and decided, the last first; a waiver stays to be read."""
    found = []
    for row in sight.record.closures.order_by("-pk"):
        status, tone = words.DECISION[row.decision]
        found.append(
            Card(
                pk=row.pk,
                title=coded(row.reason, "closure_reason"),
                status=status,
                tone=tone,
                facts=(
                    (_("Asked on"), row.asked_on),
                    (_("Asked by"), row.recorded_by),
                    (_("Decided by"), row.decided_by),
                    (_("By rule"), by_rule("closure.minimum_months_after_return", row.rule_version)),
                ),
                notes=_notes(
                    (_("What the child says"), sight.text(row.view_sealed, sealed.CLOSING_VIEW)),
                    (_("Why before the follow-up is done"), sight.text(row.waiver_sealed, sealed.WAIVER)),
                    (_("Reasons"), sight.text(row.decision_sealed, sealed.DECISION)),
                ),
                acts=() if row.decision else sight.open("decide_closure"),
            )
        )
    return tuple(found)
