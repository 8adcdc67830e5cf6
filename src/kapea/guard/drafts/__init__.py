"""How nothing typed into a long form is lost when the server is killed or the line breaks.

What is typed is kept sealed for the person who types, one draft for each opened form: by the
button "Keep what I wrote" on every browser, and by itself at each pause where scripts run
(`static/kapea/kapea.js`). When the form is opened again its drafts are offered. Saving the form
clears its draft; the pack's class `draft` of `retention.classes` clears the forgotten ones.

For another room, nothing to do: every long form shown by `components/form.html` has it. A template
that writes its own `<form>` adds three lines:

    {% load drafts %}
    {% kept_draft form action %}          first inside the form: fills the form from a draft asked for
    {% submission_key form %}             as ever, after it: a restored form keeps its key
    {% draft_offer %}  {% draft_button %} where drafts are offered, and beside the submit button

`action` is the address the form is sent to ("" for the page's own). Drafts are found by this address
and the submission key, so a form sent again from a draft still makes one record. The stored version
travels with the draft: what someone else saved meanwhile is noticed as ever.

A form is long when it asks for free text or more than five things. A form with a password, one shown
to nobody signed in, or one whose class says `keeps_drafts = False`, has no drafts.

A draft is the worker's own unsent words. It is no act: it is not audited, nobody else can open it,
and it knows neither the form's fields nor what they mean.
"""
