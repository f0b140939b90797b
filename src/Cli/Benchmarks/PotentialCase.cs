using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>A potential and a structure whose evaluation is timed: both from the reference data, the structure repeated to a common size.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Potential">Files of the potential below LITHOSCOPE_REFERENCE: a folder or file, or the network of each element.</param>
/// <param name="Structure">The structure below LITHOSCOPE_REFERENCE.</param>
/// <param name="IsBohr">Whether both are in Hartree and Bohr.</param>
/// <param name="Atoms">Number of atoms it is repeated to, about.</param>
/// <param name="Peer">What the home program takes, in units of the yardstick.</param>
/// <param name="GoalSingle">What shall be reached in single precision, in units of the yardstick.</param>
/// <param name="GoalDouble">What shall be reached in double precision.</param>
internal sealed record PotentialCase(string Name, string[] Potential, string Structure, bool IsBohr, int Atoms, double Peer, double GoalSingle, double GoalDouble)
{
    private const string Variable = "LITHOSCOPE_REFERENCE";
    private const double SkinInAngstrom = 1;

    /// <summary>All cases, in the order of the table.</summary>
    public static IReadOnlyList<PotentialCase> All { get; } =
    [
        new("lisi", ["Li=potentials/aenet/lisi_cheb_15t_02170/Li.15t-15t-02170.nn", "Si=potentials/aenet/lisi_cheb_15t_02170/Si.15t-15t-02170.nn"], "datasets/lisi_md_start/aLiSi_1024.extxyz", false, 1024, 105, 3, 6),
        new("tio2", ["Ti=potentials/aenet/tio2_cheb_15t_legacy/Ti.15t-15t.nn", "O=potentials/aenet/tio2_cheb_15t_legacy/O.15t-15t.nn"], "potentials/aenet/tio2_cheb_15t_legacy/s0001.extxyz", false, 1000, 990, 15, 30),
        new("li3ps4", ["potentials/nep/li3ps4_nep4/nep.txt"], "potentials/nep/li3ps4_nep4/tri16.extxyz", false, 6000, 78, 7, 14),
        new("si", ["potentials/nep/si_nep4_5body/Si_2022_NEP4_5body.txt"], "potentials/nep/si_nep4_5body/si54.extxyz", false, 6000, 88, 7, 14),
        new("water", ["potentials/n2p2/h2o_rpbe-d3"], "potentials/n2p2/h2o_rpbe-d3/frame0.extxyz", true, 1000, 410, 80, 120),
        new("cu2s", ["potentials/n2p2/cu2s_pbe"], "potentials/n2p2/cu2s_pbe/frame0.extxyz", false, 1000, 530, 90, 140),
        new("ethylbenzene", ["potentials/n2p2/ethylbenzene_scan"], "potentials/n2p2/ethylbenzene_scan/frame0.extxyz", true, 1000, 5600, 800, 1200),
    ];

    /// <summary>The skin of the neighbour list, 1 Å, in the unit of the structure.</summary>
    public double Skin => IsBohr ? SkinInAngstrom / Unit.Bohr : SkinInAngstrom;

    /// <summary>Reads the potential, in double precision.</summary>
    public IPotential ReadPotential()
    {
        string[] files = [.. Potential.Select(p => p.Split('=') is [var element, var path] ? element + "=" + Find(path) : Find(p))];
        return PotentialFile.ReadFor(string.Join(',', files), IsBohr ? PotentialUnits.HartreeBohr : PotentialUnits.EvAngstrom);
    }

    /// <summary>Reads the structure and repeats it, along its shortest cell vector first, until it holds at least as many atoms.</summary>
    /// <param name="atoms">Number of atoms, or null for that of the case.</param>
    public Atoms ReadAtoms(int? atoms)
    {
        var unit = StructureFile.Read(Find(Structure)).First();
        var cell = unit.Cell ?? throw new InputException("the structure has no cell", Structure);
        int[] times = [1, 1, 1];
        double[] lengths = [cell.A.Norm, cell.B.Norm, cell.C.Norm];
        while ((double)unit.Count * times[0] * times[1] * times[2] < 0.97 * (atoms ?? Atoms))
        {
            var axis = Enumerable.Range(0, 3).MinBy(k => times[k] * lengths[k]);
            times[axis]++;
        }

        var bare = new Structure([.. unit.AtomicNumbers], [.. unit.Positions], cell, Periodicity.Full);
        return new Atoms(times is [1, 1, 1] ? bare : Supercell.Create(bare, times[0], times[1], times[2]));
    }

    private static string Find(string path)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root)) throw new MissingDependencyException($"bench potentials needs the reference data, which are not part of this program; set {Variable} to their folder.");
        var full = Path.GetFullPath(Path.Combine(root, path));
        return File.Exists(full) || Directory.Exists(full) ? full : throw new MissingDependencyException($"the reference data lack {path}; set {Variable} to a folder that holds it (now {root}).");
    }
}
