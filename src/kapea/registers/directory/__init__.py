"""Which services there are for children, where, for whom, and where there are none.

Public facts about bodies, never about a child. What a child was given stands in casework; which bodies
exist stands in agencies.
"""
