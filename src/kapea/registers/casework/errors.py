"""Why an act on a case is refused. The words a person reads stand in `messages`."""

from collections.abc import Sequence

from kapea.engines.errors import KapeaError


class StepNotReached(KapeaError):
    """Something of an earlier step is still missing. `missing` names it by code."""

    code = "casework.step_not_reached"

    def __init__(self, missing: Sequence[str] = ()) -> None:
        super().__init__("An earlier step is not complete.")
        self.missing = tuple(missing)


class CaseIsClosed(KapeaError):
    """The case is closed; nothing is added to it."""

    code = "casework.closed"


class AlreadyDone(KapeaError):
    """Someone else has already done this."""

    code = "casework.already_done"


class NotMissed(KapeaError):
    """No visit of that month was missed by that day, or it is made up for already."""

    code = "casework.not_missed"


class AlreadyAccepted(KapeaError):
    """Someone has already accepted the case."""

    code = "casework.already_accepted"


class DayNotPossible(KapeaError):
    """The day lies in the future, or before the case or the return."""

    code = "casework.day_not_possible"


class MethodNotItsTurn(KapeaError):
    """An earlier method of age determination has not been dealt with."""

    code = "casework.method_not_its_turn"


class AgeNotDecidable(KapeaError):
    """The age cannot be decided so; `why` says what stands against it."""

    code = "casework.age_not_decidable"

    def __init__(self, why: str) -> None:
        super().__init__("The age cannot be decided so.", code=f"casework.age.{why}")
        self.why = why


class ClosureNotReady(KapeaError):
    """The checklist is not complete; `items` are those unmet."""

    code = "casework.closure_not_ready"

    def __init__(self, items: Sequence[object]) -> None:
        super().__init__("The checklist is not complete.")
        self.items = tuple(items)


class SecondPersonNeeded(KapeaError):
    """Who asks to close a case does not decide on it."""

    code = "casework.second_person_needed"


class ReferralNotOpen(KapeaError):
    """The referral no longer allows this answer."""

    code = "casework.referral_not_open"


class ReceiverNotPossible(KapeaError):
    """The agency cannot receive this referral."""

    code = "casework.receiver_not_possible"


class NothingChosen(KapeaError):
    """Nothing was chosen or written where something is needed."""

    code = "casework.nothing_chosen"


class GroundNotPossible(KapeaError):
    """Consent was not given, or another ground has no reasons; `why` says which."""

    code = "casework.ground_not_possible"

    def __init__(self, why: str) -> None:
        super().__init__("This is no ground.", code=f"casework.ground.{why}")
        self.why = why


class NoGroundToShare(KapeaError):
    """No live ground lets these categories go to this agency; `categories` names them."""

    code = "casework.no_ground_to_share"

    def __init__(self, categories: Sequence[str] = ()) -> None:
        super().__init__("No live ground covers this.")
        self.categories = tuple(categories)
