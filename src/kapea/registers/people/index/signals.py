"""What the national index tells the rest of the house: that pairs wait for people, or wait no longer.

`queue_changed` is sent inside the transaction that changed the queue, with `agencies` (the bodies whose
records are in the pairs; None when a run may have touched any) and `now`. It carries no record.
"""

from django.dispatch import Signal

queue_changed = Signal()
