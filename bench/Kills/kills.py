#!/usr/bin/env python3
"""Kills runs of molecular dynamics at random moments and compares what they end with.

  python3 bench/Kills/kills.py --program ./lithoscope --kills 200 --seed 1 --log kills.csv

1,000 atoms of Stillinger-Weber silicon are run once without a fault. Then the same run is begun, killed with SIGKILL after a random time, resumed, killed again, and so on until it
ends; then anew, until there have been as many kills as asked for. Every run that ends must have left the same bytes, run.json aside, which holds times. The log has a line for each kill.
"""
import argparse, csv, hashlib, pathlib, random, shutil, subprocess, sys, tempfile, time

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples"
EDGE = 5.431  # Å
PLACES = [(0, 0, 0), (0, .5, .5), (.5, 0, .5), (.5, .5, 0), (.25, .25, .25), (.25, .75, .75), (.75, .25, .75), (.75, .75, .25)]

RECIPE = """recipe: 1
seed: {seed}
threads: 1
do: md
structure: silicon.extxyz
potential: {potential}
temperature: 2000
time_constant: 100
steps: 2500
thermo_every: 5
trajectory_every: 50
checkpoint_every: 50
"""


def write_silicon(path, cells=5):
    atoms = [[EDGE * (c + p) for c, p in zip((i, j, k), place)] for i in range(cells) for j in range(cells) for k in range(cells) for place in PLACES]
    edge = EDGE * cells
    lines = [str(len(atoms)), f'Lattice="{edge} 0 0 0 {edge} 0 0 0 {edge}" Properties=species:S:1:pos:R:3 pbc="T T T"']
    path.write_text("\n".join(lines + ["Si %.17g %.17g %.17g" % tuple(a) for a in atoms]) + "\n")


def content(folder):
    """What a run leaves, but its records, which hold times, its lock, and files that a killed process had not finished."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != "run.json" and not p.name.startswith("."))
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="lithoscope, or a command that runs it")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", required=True)
    parser.add_argument("--set", action="append", default=[], help="passed on, such as barostat=rescaling")
    options = parser.parse_args()
    settings = [word for value in options.set for word in ("--set", value)]
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as name, open(options.log, "w", newline="") as log:
        folder = pathlib.Path(name)
        write_silicon(folder / "silicon.extxyz")
        (folder / "run.yaml").write_text(RECIPE.format(seed=options.seed, potential=EXAMPLE / "silicon.sw"))
        command = lambda out, *more: options.program.split() + ["md", str(folder / "run.yaml"), "-o", str(folder / out), *settings, *more]
        run = lambda words: subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        start = time.time()
        whole = run(command("whole"))
        error = whole.communicate()[1]
        if whole.returncode != 0:
            sys.exit(error)
        length, expected = time.time() - start, content(folder / "whole")
        table = csv.writer(log)
        table.writerow(["kill", "run", "after_s", "was_running", "runs_equal_so_far", "runs_unequal"])
        kills = number = equal = unequal = 0
        while kills < options.kills:
            number += 1
            out, resumed = folder / "killed", []
            while True:
                process = run(command("killed", *resumed))
                after = random.uniform(0, length)
                try:
                    process.wait(after)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    kills += 1
                    table.writerow([kills, number, f"{after:.4f}", True, equal, unequal])
                    log.flush()
                    resumed = ["--resume"]
                    continue
                error = process.communicate()[1]
                if process.returncode != 0:
                    sys.exit(f"run {number} ended with {process.returncode}: {error}")
                same = content(out) == expected
                equal, unequal = equal + same, unequal + (not same)
                if not same:
                    print({k: (v, content(out).get(k)) for k, v in expected.items() if content(out).get(k) != v}, file=sys.stderr)
                shutil.rmtree(out)
                break
        table.writerow(["end", number, f"{length:.4f}", False, equal, unequal])
        print(f"{kills} kills in {number} runs of {length:.1f} s: {equal} ended with the same bytes as the run that was not killed, {unequal} did not")
        sys.exit(0 if unequal == 0 else 1)


if __name__ == "__main__":
    main()
