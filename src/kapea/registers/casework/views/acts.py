"""The pages of the acts on a case, one line for each thing that a worker does."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kapea.guard.errors import NotFound
from kapea.registers.casework import access, colleagues, services
from kapea.registers.casework.forms import assessing, identifying, planning, referring
from kapea.registers.casework.tools import further_tools, tool_in_force
from kapea.registers.casework.views.acting import Act, Asking, act_view

WRITE = access.WRITE


def _told(asking: Asking, form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names} | {"by": asking.by, "now": asking.now}


class _Nothing(identifying.forms.Form):
    """An act that asks nothing."""


accept = act_view(
    Act(
        code="accept",
        permission=access.ACCEPT,
        section="summary",
        title=_("Accept this case"),
        about=_("You become its worker and see what was handed over. Its deadlines run from now."),
        submit=_("Accept"),
        form=lambda asking: _Nothing(asking.data),
        do=lambda asking, form: services.accept_case(asking.page.code, by=asking.by, now=asking.now),
        done=_("You are now the worker of this case."),
    )
)

assign = act_view(
    Act(
        code="assign",
        permission=access.ASSIGN,
        section="summary",
        title=_("Give the case to a worker"),
        submit=_("Give the case"),
        form=lambda asking: referring.AssignForm(
            asking.data,
            initial={"version": asking.page.version},
            workers=colleagues.colleagues(asking.page.agency_code),
        ),
        do=lambda asking, form: services.assign_case(
            asking.page.code, **_told(asking, form, "worker_id", "version")
        ),
        done=_("The case has a new worker."),
        current=lambda asking: {"version": asking.page.version, "worker_id": asking.page.owner_id},
    )
)


def _identification(asking: Asking) -> dict[str, Any]:
    found = asking.page.identification
    if found is None:
        return {"version": 0}
    return {
        "version": found.version,
        "indicators": list(found.indicators),
        "decision": found.decision,
        "reasons": found.reasons,
        "reflection_from": found.reflection_from,
    }


def _needs(asking: Asking) -> dict[str, Any]:
    return {"needs": list(asking.page.needs), "version": asking.page.version}


needs = act_view(
    Act(
        code="needs",
        permission=WRITE,
        section="identification",
        title=_("What services must meet"),
        form=lambda asking: identifying.NeedsForm(asking.data, initial=_needs(asking)),
        do=lambda asking, form: services.record_needs(
            asking.page.code, **_told(asking, form, "needs", "version")
        ),
        current=_needs,
        done=_("The needs are recorded."),
        anchor="identification",
    )
)

identification = act_view(
    Act(
        code="identify",
        permission=WRITE,
        section="identification",
        title=_("Decide the victim identification"),
        about=_("A child is never recorded as an offender for being exploited."),
        form=lambda asking: identifying.IdentificationForm(asking.data, initial=_identification(asking)),
        do=lambda asking, form: services.decide_identification(
            asking.page.code,
            **_told(asking, form, "indicators", "decision", "reasons", "reflection_from"),
            version=form.cleaned_data["version"] or 0,
        ),
        done=_("The decision is recorded."),
        anchor="identification",
        current=_identification,
    )
)

age_doubt = act_view(
    Act(
        code="doubt_age",
        permission=WRITE,
        section="identification",
        title=_("Record a doubt about age"),
        about=_("From now on the person is presumed a child, until the age is decided otherwise."),
        submit=_("Record the doubt"),
        form=lambda asking: _Nothing(asking.data),
        do=lambda asking, form: services.doubt_age(asking.page.code, by=asking.by, now=asking.now),
        done=_("The doubt is recorded: the person is presumed a child."),
        anchor="age",
    )
)

age_method = act_view(
    Act(
        code="doubt_age",
        permission=WRITE,
        section="identification",
        title=_("Record a method of age determination"),
        about=_("Methods are taken in order, the least intrusive first."),
        form=lambda asking: identifying.AgeMethodForm(
            asking.data,
            initial={
                "done_on": asking.today,
                "method": asking.page.age.next_method if asking.page.age else "",
            },
        ),
        do=lambda asking, form: services.record_age_method(
            asking.page.code,
            **_told(
                asking, form, "method", "applies", "done_on", "youngest_years", "oldest_years", "finding"
            ),
        ),
        done=_("The method is recorded."),
        anchor="age",
        template="casework/age_method.html",
    )
)

age_decision = act_view(
    Act(
        code="doubt_age",
        permission=WRITE,
        section="identification",
        title=_("Decide the age"),
        about=_("The decision rests on the last method that could be used. In doubt, childhood is presumed."),
        submit=_("Record the decision"),
        form=lambda asking: identifying.AgeDecisionForm(asking.data),
        do=lambda asking, form: services.decide_age(asking.page.code, **_told(asking, form, "decision")),
        done=_("The age is decided."),
        anchor="age",
    )
)


def _risk(asking: Asking) -> dict[str, Any]:
    newest = asking.page.risks[0] if asking.page.risks else None
    return {
        "version": asking.page.version,
        "level": newest.level if newest else "",
        "factors": list(newest.factors) if newest else [],
        "reasons": newest.reasons if newest else "",
    }


risk = act_view(
    Act(
        code="risk",
        permission=WRITE,
        section="risk",
        title=_("Judge the risk"),
        about=_("The deadlines of this case are counted again from the new level."),
        form=lambda asking: identifying.RiskForm(asking.data, initial=_risk(asking)),
        do=lambda asking, form: services.assess_risk(
            asking.page.code, **_told(asking, form, "level", "factors", "reasons", "version")
        ),
        done=_("The risk is recorded and the deadlines are counted again."),
        anchor="risk",
        current=_risk,
    )
)

assessment = act_view(
    Act(
        code="assess",
        permission=WRITE,
        section="assessment",
        title=_("Initial assessment"),
        submit=_("Save the assessment"),
        form=lambda asking: assessing.AssessmentForm(asking.data, initial={"done_on": asking.today}),
        do=lambda asking, form: services.record_assessment(
            asking.page.code, **form.told(), by=asking.by, now=asking.now
        ),
        done=_("The assessment is saved."),
        anchor="assessment",
    )
)


def _tool(asking: Asking) -> str:
    code = str(asking.more["tool"])
    if code not in {tool.code for tool in further_tools()}:
        raise NotFound
    return code


assessment_tool = act_view(
    Act(
        code="assess_more",
        permission=WRITE,
        section="assessment",
        title=_("Assessment"),
        submit=_("Save the assessment"),
        form=lambda asking: assessing.AssessmentForm(
            asking.data, tool=_tool(asking), initial={"done_on": asking.today}
        ),
        do=lambda asking, form: services.record_assessment(
            asking.page.code, **form.told(), by=asking.by, now=asking.now
        ),
        done=_("The assessment is saved."),
        anchor="assessment",
        template="casework/assessment_tool.html",
        context=lambda asking: {"tool": tool_in_force(_tool(asking))},
    )
)

plan = act_view(
    Act(
        code="plan",
        permission=WRITE,
        section="plan",
        title=_("Make the plan"),
        about=_("Made with the child. Start with one goal; you can add more afterwards."),
        submit=_("Save the plan"),
        form=lambda asking: planning.PlanForm(asking.data),
        do=lambda asking, form: services.make_plan(
            asking.page.code,
            **_told(asking, form, "child_took_part", "childs_view", "review_on"),
            goal=form.new_goal(),
        ),
        done=_("The plan is saved."),
        anchor="plan",
    )
)


def _plan(asking: Asking) -> dict[str, Any]:
    found = asking.page.plan
    if found is None:
        return {}
    return {
        "version": found.version,
        "child_took_part": "yes" if found.child_took_part else "no",
        "childs_view": found.childs_view,
        "review_on": found.review_on,
    }


def _plan_stored(asking: Asking) -> dict[str, Any]:
    found = asking.page.plan
    return _plan(asking) | {"child_took_part": found.child_took_part} if found else {}


plan_revise = act_view(
    Act(
        code="revise_plan",
        permission=WRITE,
        section="plan",
        title=_("Change the plan"),
        form=lambda asking: planning.PlanChangeForm(asking.data, initial=_plan(asking)),
        do=lambda asking, form: services.revise_plan(
            asking.page.code,
            **_told(asking, form, "child_took_part", "childs_view", "review_on", "version"),
        ),
        done=_("The plan is changed."),
        anchor="plan",
        current=_plan_stored,
    )
)

goal = act_view(
    Act(
        code="revise_plan",
        permission=WRITE,
        section="plan",
        title=_("Add a goal"),
        form=lambda asking: planning.GoalForm(asking.data),
        do=lambda asking, form: services.add_goal(
            asking.page.code, goal=form.new_goal(), by=asking.by, now=asking.now
        ),
        done=_("The goal is added."),
        anchor="plan",
    )
)

action = act_view(
    Act(
        code="revise_plan",
        permission=WRITE,
        section="plan",
        title=_("Add an action"),
        form=lambda asking: planning.ActionForm(asking.data),
        do=lambda asking, form: services.add_action(
            asking.page.code,
            goal_id=asking.more["goal_id"],
            action=form.new_action(),
            by=asking.by,
            now=asking.now,
        ),
        done=_("The action is added."),
        anchor="plan",
    )
)

action_end = act_view(
    Act(
        code="revise_plan",
        permission=WRITE,
        section="plan",
        title=_("End an action"),
        form=lambda asking: planning.ActionEndForm(asking.data, initial={"state": "done"}),
        do=lambda asking, form: services.end_action(
            asking.page.code,
            action_id=asking.more["action_id"],
            **_told(asking, form, "state", "reason"),
        ),
        done=_("The action has ended."),
        anchor="plan",
        template="casework/action_end.html",
        context=lambda asking: {"ended": _action_of(asking)},
    )
)


def _action_of(asking: Asking) -> Any:
    goals = asking.page.plan.goals if asking.page.plan else ()
    every = (each for found in goals for each in found.actions)
    return next((each for each in every if each.pk == asking.more["action_id"]), None)


service = act_view(
    Act(
        code="service",
        permission=WRITE,
        section="services",
        title=_("Record a service"),
        form=lambda asking: planning.ServiceForm(asking.data, initial={"given_on": asking.today}),
        do=lambda asking, form: services.record_service(
            asking.page.code,
            agency_code=asking.by.agency,
            **_told(asking, form, "service", "given_on", "words"),
        ),
        done=_("The service is recorded."),
        anchor="services",
    )
)

follow_up = act_view(
    Act(
        code="follow_up",
        permission=WRITE,
        section="visit",
        title=_("Begin follow-up"),
        form=lambda asking: planning.FollowUpForm(
            asking.data, initial={"version": asking.page.version, "returned_on": asking.page.returned_on}
        ),
        do=lambda asking, form: services.begin_follow_up(
            asking.page.code, **_told(asking, form, "returned_on", "version")
        ),
        done=_("Follow-up has begun; the visits are planned."),
        anchor="visits",
        current=lambda asking: {"version": asking.page.version, "returned_on": asking.page.returned_on},
    )
)

visit = act_view(
    Act(
        code="visit",
        permission=WRITE,
        section="visit",
        title=_("Record a visit"),
        form=lambda asking: planning.VisitForm(
            asking.data, initial={"visited_on": asking.today}, missed=asking.page.missed_visits
        ),
        do=lambda asking, form: services.record_visit(
            asking.page.code, by=asking.by, now=asking.now, **form.cleaned_data
        ),
        done=_("The visit is recorded."),
        anchor="visits",
    )
)

note = act_view(
    Act(
        code="note",
        permission=WRITE,
        section="notes",
        title=_("Write a note"),
        form=lambda asking: referring.NoteForm(asking.data, initial={"visibility": "agency"}),
        do=lambda asking, form: services.write_note(
            asking.page.code, **_told(asking, form, "text", "visibility")
        ),
        done=_("The note is saved."),
        anchor="notes",
    )
)

reopen = act_view(
    Act(
        code="reopen",
        permission=WRITE,
        section="closure",
        title=_("Reopen the case"),
        submit=_("Reopen"),
        form=lambda asking: referring.ReopenForm(asking.data),
        do=lambda asking, form: services.reopen_case(asking.page.code, **_told(asking, form, "reason")),
        done=_("The case is open again."),
    )
)
