"""Which records of several bodies speak of one child.

Pure: tables in, clusters and explanations out. It knows no register, no user and no clock, and it
never infers a person's sex or ethnicity from a name.
"""
