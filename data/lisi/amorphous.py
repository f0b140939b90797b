#!/usr/bin/env python3
"""Larger amorphous LixSi structures for prediction: the melt and quench of grow.py (MEAM of Cui, Gao and Cui 2012), without DFT labels.

usage: amorphous.py OUT.xyz [WORKDIR]
One frame for each composition below, about 500 atoms, 300 K; frames already in OUT are skipped. Seeded: the same on every run of one LAMMPS build.
Needs Debian's lammps, openkim-models, python3-ase (run with /usr/bin/python3). A few minutes a frame on one core.
"""
import os, re, shutil, subprocess, sys
import numpy as np
from ase import Atoms
from ase.io import read
from grow import LITHIATION, MODEL, VOLUME

COMPOSITIONS = [(0, 512), (128, 384), (256, 256), (340, 170), (378, 126), (400, 107)]   # x = 0, 1/3, 1, 2, 3, 3.74

def packing(lithium, silicon, rng):
    """Random packing in a cube at the interpolated volume, no two atoms closer than 1.9 Angstrom."""
    n = lithium + silicon; edge = (silicon * np.interp(lithium/silicon, LITHIATION, VOLUME) * 1.03)**(1/3)
    positions = np.empty((0, 3)); least = 2.2
    while len(positions) < n:
        for _ in range(20000):
            trial = rng.random(3)*edge; d = positions - trial; d -= edge*np.round(d/edge)
            if not len(d) or (d**2).sum(1).min() > least**2: positions = np.vstack([positions, trial]); break
        else: least *= 0.98
    symbols = np.array(['Li']*lithium + ['Si']*silicon); return Atoms(symbols, positions=rng.permutation(positions), cell=np.eye(3)*edge, pbc=True)

def main(out, work='amorphous-work'):
    done = set(re.findall(r'group=(\S+)', open(out).read())) if os.path.exists(out) else set()
    for k, (lithium, silicon) in enumerate(COMPOSITIONS):
        group = 'p-Li%dSi%d' % (lithium, silicon)
        if group in done: continue
        shutil.rmtree(work, ignore_errors=True); os.makedirs(work)
        atoms = packing(lithium, silicon, np.random.default_rng(20261200 + k)); edge = atoms.cell[0, 0]
        with open(work + '/in.data', 'w') as f:
            f.write('LixSi\n\n%d atoms\n2 atom types\n\n0 %.10f xlo xhi\n0 %.10f ylo yhi\n0 %.10f zlo zhi\n\nAtoms\n\n' % (len(atoms), edge, edge, edge))
            f.writelines('%d %d %.10f %.10f %.10f\n' % (i + 1, 1 if a.symbol == 'Li' else 2, *a.position) for i, a in enumerate(atoms))
        nvt = 'fix 1 all nvt temp %g %g 0.05\nrun %d\nunfix 1\n'
        with open(work + '/in.lmp', 'w') as f:
            f.write('kim init %s metal\nboundary p p p\nread_data in.data\nmass 1 6.94\nmass 2 28.085\nkim interactions Li Si\n' % MODEL
                    + 'minimize 0 1e-2 500 2000\nvelocity all create 2000 %d mom yes rot no\ntimestep 0.001\n' % (2000 + k)
                    + nvt % (2000, 2000, 3000) + nvt % (2000, 300, 10000) + nvt % (300, 300, 2000)
                    + 'dump d all custom 1 out.dump id type x y z\ndump_modify d sort id format float %.10f\nrun 0\n')
        subprocess.run(['nice', '-n', '19', 'lmp', '-in', 'in.lmp', '-log', 'log', '-screen', 'none'], cwd=work, stdin=subprocess.DEVNULL, check=True)
        rows = [l.split() for l in open(work + '/out.dump').read().split('ITEM: ATOMS')[1].split('\n')[1:] if l.strip()]
        positions = np.array([[float(x) for x in r[2:5]] for r in rows]) % edge
        frame = '%d\nLattice="%.10f 0 0 0 %.10f 0 0 0 %.10f" Properties=species:S:1:pos:R:3 pbc="T T T" config_type=amorphous-Li%dSi%d-300K group=%s\n' % (len(rows), edge, edge, edge, lithium, silicon, group)
        frame += ''.join('%-2s %15.8f %15.8f %15.8f\n' % ('Li' if r[1] == '1' else 'Si', *p) for r, p in zip(rows, positions))
        with open(out, 'a') as f: f.write(frame)
        print(group, flush=True)
    shutil.rmtree(work, ignore_errors=True)

if __name__ == '__main__': main(*sys.argv[1:])
