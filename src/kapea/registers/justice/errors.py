"""Why an act on a proceeding is refused. The words a person reads stand in `problems`."""

from kapea.engines.errors import KapeaError


class ActNotOpen(KapeaError):
    """The act does not follow from where the proceeding stands."""

    code = "justice.act_not_open"


class DayNotPossible(KapeaError):
    """The day lies before what it follows, or in the future."""

    code = "justice.day_not_possible"


class ReasonNeeded(KapeaError):
    """This act asks for a reason in words."""

    code = "justice.reason_needed"


class SettlementNotReviewed(KapeaError):
    """A settlement out of court waits for a supervisor; the matter is not given up meanwhile."""

    code = "justice.settlement_not_reviewed"


class NotAProvision(KapeaError):
    """No offence of this name can be charged."""

    code = "justice.not_a_provision"


class ChildNotCharged(KapeaError):
    """A child is not charged for being exploited."""

    code = "justice.child_not_charged"


class ExploitationNotAnswered(KapeaError):
    """The accused may be a child: whether the child was exploited is asked before any charge."""

    code = "justice.exploitation_not_answered"


class AlreadyCharged(KapeaError):
    """The same provision is charged already, or there is a principal charge."""

    code = "justice.already_charged"


class FactsNotUnderstood(KapeaError):
    """The facts of the act contradict each other or cannot be read."""

    code = "justice.facts_not_understood"


class InterviewReasonNeeded(KapeaError):
    """A child who was interviewed before is interviewed again only for a written reason."""

    code = "justice.interview_reason_needed"


class SpecialNeedNeeded(KapeaError):
    """TV link is for a child who needs special protection: say why."""

    code = "justice.special_need_needed"


class SupportPersonNeeded(KapeaError):
    """The court approves a support person by name."""

    code = "justice.support_person_needed"


class AlreadyAsked(KapeaError):
    """The same measure is asked for this child already."""

    code = "justice.already_asked"


class MeasureNotOpen(KapeaError):
    """The measure has been decided, or was not granted."""

    code = "justice.measure_not_open"


class SentenceReasonNeeded(KapeaError):
    """The sentence lies outside the provision's range, or no source gives it: say why."""

    code = "justice.sentence_reason_needed"


class SuspendedTooLong(KapeaError):
    """The suspended part is longer than the sentence, or there is no sentence to suspend."""

    code = "justice.suspended_too_long"


class NotConvicted(KapeaError):
    """A sentence follows a conviction."""

    code = "justice.not_convicted"


class AlreadyJudged(KapeaError):
    """This person has been judged at this instance."""

    code = "justice.already_judged"


class BanTooLong(KapeaError):
    """The ban lasts longer than its provision allows, or has no end and is not for good."""

    code = "justice.ban_too_long"


class NotAForeigner(KapeaError):
    """This is for persons who are not nationals only."""

    code = "justice.not_a_foreigner"


class EnforcementNotExhausted(KapeaError):
    """Imprisonment in lieu comes only when all other means of enforcement were used."""

    code = "justice.enforcement_not_exhausted"


class NotAwarded(KapeaError):
    """Nothing has been awarded, so nothing can be paid."""

    code = "justice.not_awarded"


class StepNotNext(KapeaError):
    """The steps of a request follow each other in order."""

    code = "justice.step_not_next"


class ReviewerIsRecorder(KapeaError):
    """Another person than who recorded the concern reviews it."""

    code = "justice.reviewer_is_recorder"


class AlreadyReviewed(KapeaError):
    """Someone else has reviewed this already."""

    code = "justice.already_reviewed"


class VettingUnclear(KapeaError):
    """A conviction with this name has no birth date: the register alone cannot answer."""

    code = "justice.vetting_unclear"


class SubjectNotNamed(KapeaError):
    """Vetting needs a name with a birth date, or a document number."""

    code = "justice.subject_not_named"


class NotWithUs(KapeaError):
    """This agency does not take part in such matters."""

    code = "justice.not_with_us"
