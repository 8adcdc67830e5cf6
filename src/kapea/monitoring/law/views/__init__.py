"""The pages of the law: read it, compare it with what is asked, and try a change."""
