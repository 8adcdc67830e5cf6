"""Every measurement of the site, one after the other (long)."""

import subprocess
import sys

ALL = ("benchmarks.site_load", "benchmarks.public_reports", "benchmarks.audit")

if __name__ == "__main__":
    for name in ALL:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, "-m", name, *sys.argv[1:]], check=True)
