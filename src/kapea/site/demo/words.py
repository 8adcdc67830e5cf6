"""Sentences of fictitious records: short, marked, without detail that could hurt a reader."""

MARK = {"en": "Fictitious.", "km": "ប្រឌិត។"}
TOLD = (
    "A neighbour is worried: the child stays away from school and has new things.",
    "The child says that an adult online asks for pictures and threatens.",
    "A teacher noticed that the child is afraid of an older man at home.",
    "A relative says that the child was promised work in town and does not answer any more.",
    "The child asks whether somebody can come; they do not want to go back to the guesthouse.",
    "A tourist was seen taking the child to a hotel more than once.",
)
ANSWERS = (
    "Thank you for writing. Are you in a safe place now?",
    "Somebody is working on it. You did right to tell us.",
)
REPLIES = ("Yes, I am with my aunt.", "Thank you. I will come back next week.")
GOALS = (
    ("family_support", "Live in a safe place", "Stay with the aunt; weekly call"),
    ("medical", "Be healthy", "Medical check and counselling"),
    ("training_education", "Go back to school", "Talk with the school; buy a uniform"),
    ("legal", "Be heard by the court with support", "Accompany to the hearing"),
)
VISIT = "Seen at home; goes to school."
REFERRAL = "Please take over this service."
COMPLAINT = (
    "I went to the office with my daughter. They asked for money before they would write anything down."
)
