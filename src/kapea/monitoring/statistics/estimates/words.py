"""What the pages of estimates call lists, methods, groups, steps and states."""

from django.utils.translation import gettext_lazy as _

LISTS = {
    "police": _("Police"),
    "casework_state": _("Casework of the State"),
    "casework_other": _("Casework of other bodies"),
    "hotline": _("Hotline"),
    "care": _("Shelters and care"),
    "returns": _("Returns across a border"),
    "court": _("Courts"),
}
METHODS = {
    "stepwise": _("Stepwise choice of pairs"),
    "bic": _("Best of all models (BIC)"),
    "bayes-threshold": _("Bayesian choice of pairs"),
    "latent-class": _("Hidden kinds of people"),
    "graphs": _("Average over many models"),
    "chao": _("Lower bound (Chao)"),
}
SHAPES = {
    "poisson": _("If people differ a little in how easily they are found"),
    "darroch": _("If people differ in how easily they are found"),
    "gamma": _("If people differ much in how easily they are found"),
}
ERRORS = {
    "missed": _("If %(share)s %% of links between lists are missed"),
    "false": _("If %(share)s %% of people on one list are wrongly joined"),
}
STEPS = {
    **METHODS,
    "sensitivity": _("Sensitivity"),
    "covariates": _("By groups"),
    "": _("Waiting"),
}
GROUPS = {"sex": _("Sex"), "age": _("Age")}
GROUP_VALUES = {
    "female": _("Female"),
    "male": _("Male"),
    "child": _("Child"),
    "adult": _("Adult"),
    "unknown": _("Not known"),
}
STATES = {
    "waiting": (_("Waiting to be computed"), "neutral"),
    "running": (_("Being computed"), "info"),
    "answered": (_("An estimate stands"), "ok"),
    "refused": (_("No number can be given"), "warn"),
    "failed": (_("A fault of the system"), "danger"),
}
CHECK_STATES = {
    "failed": (_("No number"), "danger"),
    "doubted": (_("Doubt"), "warn"),
    "passed": (_("Good"), "ok"),
}


def list_name(code: str) -> str:
    """Return what a list is called; a given table's lists keep their own names."""
    return str(LISTS.get(code, code))
