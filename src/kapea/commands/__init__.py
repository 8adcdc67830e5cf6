"""The subcommands of `kapea`, by what they are about. Each is thin: it reads arguments and asks the rooms."""
