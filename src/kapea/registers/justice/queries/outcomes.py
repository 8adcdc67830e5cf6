"""The parts of a proceeding from the judgment on: sentences, releases, appeals, money, States, concerns."""

from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import day_in_words
from kapea.registers.justice import law, sealed, words
from kapea.registers.justice.models import (
    Appeal,
    Compensation,
    CooperationRequest,
    Judgment,
    Release,
    Sentence,
    SettlementConcern,
)
from kapea.registers.justice.queries.compensation import owed_of
from kapea.registers.justice.queries.parts import Sight, coded
from kapea.registers.justice.queries.rows import Card, Fact
from kapea.registers.justice.rules.cooperation import next_step
from kapea.registers.justice.services.cooperating import steps_of


def judgment_cards(sight: Sight) -> tuple[Card, ...]:
    """Return each judgment with its sentences, their check against the law, and further penalties."""
    rows = sight.proceeding.judgments.select_related("accused").order_by("on", "pk")
    return tuple(_judgment(row, sight) for row in rows)


def _judgment(row: Judgment, sight: Sight) -> Card:
    outcome, tone = words.OUTCOME[row.outcome]
    facts: list[Fact] = [
        (_("Accused"), row.accused.code),
        (_("Court"), words.INSTANCE[row.instance]),
        (_("On"), row.on),
        (_("In absence"), row.in_absence),
    ]
    notes: list[Fact] = [(_("In words"), sight.text(row.words_sealed, sealed.JUDGMENT))]
    for sentence in row.sentences.select_related("charge"):
        facts += _sentence_facts(sentence)
        notes.append((_("Why outside the range"), sight.text(sentence.reason_sealed, sealed.SENTENCE)))
    for penalty in row.additional_penalties.order_by("pk"):
        until = _("for good") if penalty.is_for_good else penalty.until_on or ""
        facts.append((coded(penalty.kind, "additional_penalty"), until or penalty.provision or True))
    return Card(
        pk=row.pk,
        title=outcome,
        status=words.INSTANCE[row.instance],
        tone=tone,
        facts=tuple(facts),
        notes=tuple(note for note in notes if note[1]),
        acts=sight.open("sentence", "penalty") if row.outcome == "convicted" else (),
        is_informing=row.sentences.exists(),
    )


def term_words(row: Sentence) -> object:
    """Return a sentence's imprisonment in words."""
    if row.is_life:
        return _("Life imprisonment")
    if row.amount is None:
        return _("No imprisonment")
    return _("%(term)s of imprisonment") % {"term": words.length(row.amount, row.unit)}


def _sentence_facts(row: Sentence) -> list[Fact]:
    facts: list[Fact] = [(law.title_of(row.charge.offence), term_words(row))]
    if row.is_life or row.amount is not None:
        facts += [
            (_("The law’s range on the day of the act"), row.range_text or _("No source gives it")),
            (_("Check"), words.WITHIN[row.is_within][0]),
        ]
    if row.suspended_amount is not None:
        facts += [
            (_("Of it suspended"), words.length(row.suspended_amount, row.suspended_unit)),
            (_("What is left to serve"), words.REST[row.is_rest_within]),
        ]
    if row.fine is not None:
        facts += [
            (_("Fine"), f"{row.fine:,}"),
            (_("The law’s fine on the day of the act"), row.fine_range_text or _("No source gives it")),
            (_("Check of the fine"), words.WITHIN[row.is_fine_within][0]),
        ]
    return facts


def release_cards(sight: Sight) -> tuple[Card, ...]:
    """Return releases with their reasons, and whether the child was told."""
    rows = (
        Release.objects.filter(accused__proceeding=sight.proceeding)
        .select_related("accused")
        .order_by("on", "pk")
    )
    return tuple(
        Card(
            pk=row.pk,
            title=words.RELEASE[row.kind],
            facts=(
                (_("Accused"), row.accused.code),
                (_("On"), row.on),
                (_("The child was told on"), row.victim_told_on),
            ),
            notes=((_("Reason"), sight.text(row.reason_sealed, sealed.RELEASE)),),
        )
        for row in rows
    )


def appeal_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the appeals."""
    return tuple(
        _appeal(row, sight) for row in sight.proceeding.appeals.select_related("accused").order_by("on", "pk")
    )


def _appeal(row: Appeal, sight: Sight) -> Card:
    outcome, tone = words.APPEAL_OUTCOME[row.outcome]
    said = sight.text(row.words_sealed, sealed.APPEAL)
    return Card(
        pk=row.pk,
        title=words.INSTANCE[row.to],
        status=outcome,
        tone=tone,
        facts=(
            (_("Accused"), row.accused.code),
            (_("By"), words.APPEAL_BY[row.by_whom]),
            (_("On"), row.on),
            (_("Decided on"), row.decided_on),
        ),
        notes=((_("In words"), said),) if said else (),
        acts=sight.open("decide_appeal") if not row.outcome else (),
    )


def compensation_cards(sight: Sight) -> tuple[Card, ...]:
    """Return each claim: what was awarded, what came, what is late, and where it lies."""
    rows = sight.proceeding.compensations.select_related("victim").order_by("pk")
    return tuple(_claim(row, sight) for row in rows)


def _claim(row: Compensation, sight: Sight) -> Card:
    state, tone = words.CLAIM_STATE[row.state]
    held = owed_of(row)
    late = held.is_in_arrears(due_on=row.due_on, today=sight.today)
    kept = sum(payment.amount for payment in row.payments.filter(into_account=True))
    facts: list[Fact] = [
        (_("Child"), row.victim.code),
        (_("Way"), words.ROUTE[row.route]),
        (_("Claimed"), f"{row.claimed:,} {row.currency}" if row.claimed else ""),
    ]
    if row.state == "awarded":
        facts += [
            (_("Awarded"), f"{held.awarded:,} {row.currency}"),
            (_("With interest"), row.with_interest),
            (_("Paid"), f"{held.paid:,} {row.currency}"),
            (_("Still owed"), f"{held.left:,} {row.currency}"),
            (_("Due on"), row.due_on),
            (_("Custody account opened on"), row.account_opened_on),
            (_("Kept in the account for the child"), f"{kept:,} {row.currency}"),
            (_("Enforcement exhausted on"), row.enforcement_exhausted_on),
            (_("Imprisonment in lieu ordered on"), row.lieu_ordered_on),
            (_("A fund was asked on"), row.fund_asked_on),
        ]
    facts += [
        (_("Payment"), f"{p.amount:,} · {words.PAYER[p.payer]} · {day_in_words(p.on)}")
        for p in row.payments.order_by("on", "pk")
    ]
    account = sight.text(row.account_sealed, sealed.ACCOUNT)
    acts = (
        sight.open("account", "payment", "enforce") if row.state == "awarded" else sight.open("decide_claim")
    )
    return Card(
        pk=row.pk,
        title=words.CLAIM_KIND[row.kind],
        status=_("In arrears") if late else state,
        tone="danger" if late else tone,
        facts=tuple(facts),
        notes=((_("Account"), account),) if account else (),
        acts=acts if row.state != "refused" else (),
    )


def request_cards(sight: Sight) -> tuple[Card, ...]:
    """Return what other States were told and asked, with the step that comes next."""
    rows = CooperationRequest.objects.filter(accused__proceeding=sight.proceeding).select_related("accused")
    return tuple(_request(row, sight) for row in rows.order_by("on", "pk"))


def _request(row: CooperationRequest, sight: Sight) -> Card:
    outcome, tone = words.REQUEST_OUTCOME[row.outcome]
    steps = list(row.steps.order_by("on", "pk"))
    following = next_step(steps_of(row.kind), [step.step for step in steps])
    facts: list[Fact] = [
        (_("Accused"), row.accused.code),
        (_("State"), coded(row.state_code, "country")),
        (_("Direction"), words.DIRECTION[row.direction]),
        (_("On"), row.on),
    ]
    if row.kind != "embassy_notice":
        facts.append((_("Basis"), words.REQUEST_BASIS[row.basis]))
        facts += [(words.REQUEST_STEP.get(step.step, step.step), step.on) for step in steps]
        facts.append(
            (_("Comes next"), words.REQUEST_STEP.get(following, following) if not row.outcome else "")
        )
    if row.kind == "extradition":
        facts += _extraditable(row)
    said = sight.text(row.words_sealed, sealed.REQUEST)
    return Card(
        pk=row.pk,
        title=words.REQUEST_KIND[row.kind],
        status=outcome,
        tone=tone,
        facts=tuple(facts),
        notes=((_("In words"), said),) if said else (),
        acts=sight.open("request_step") if not row.outcome else (),
        is_informing=row.kind == "extradition",
    )


def _extraditable(row: CooperationRequest) -> list[Fact]:
    """What the engine derives from the principal charge's maximum."""
    charge = row.accused.charges.filter(state="chosen").order_by("-is_principal", "pk").first()
    if charge is None:
        return []
    follows = law.follows_from(charge.offence)
    if follows is None:
        return []
    double = follows.double_criminality
    return [
        (_("Reaches the threshold of a treaty"), _yes_no(follows.extraditable_treaty)),
        (_("Reaches the threshold of the code"), _yes_no(follows.extraditable_code)),
        (_("Double criminality"), _("The texts leave it open") if double == "open" else _yes_no(double)),
    ]


def _yes_no(answer: object) -> object:
    return {True: _("Yes"), False: _("No")}.get(answer, _("Not known"))  # type: ignore[call-overload]


def concern_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the settlements that someone has heard of."""
    return tuple(_concern(row, sight) for row in sight.proceeding.concerns.order_by("pk"))


def _concern(row: SettlementConcern, sight: Sight) -> Card:
    outcome, tone = words.CONCERN_OUTCOME[row.outcome]
    review = sight.text(row.review_sealed, sealed.REVIEW)
    notes: list[Fact] = [(_("What was heard"), sight.text(row.words_sealed, sealed.CONCERN))]
    return Card(
        pk=row.pk,
        title=_("Settlement out of court"),
        status=outcome,
        tone=tone,
        facts=(
            (_("Learned on"), row.learned_on),
            (_("Told by"), words.TOLD_BY[row.told_by]),
            (_("The complaint was withdrawn"), row.complaint_withdrawn),
            (_("Reviewed at"), row.reviewed_at),
        ),
        notes=(*notes, *(((_("What the supervisor found"), review),) if review else ())),
        acts=sight.open("review_concern") if row.reviewed_at is None else (),
    )
