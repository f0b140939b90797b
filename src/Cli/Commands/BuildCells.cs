using System.CommandLine;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Builders that change the cell: supercells, standard cells, strains.</summary>
internal static class BuildCells
{
    public static Command Supercell(CommandContext context)
    {
        var repeat = BuildOptions.List("--repeat", 3, "A B C", "Times along the cell vectors.");
        var matrix = BuildOptions.List("--matrix", 9, "N…", "Nine whole numbers, row by row: each row is a new vector in the old ones.");
        return StructureBuildCommand.FromFrames(context, "supercell", "Repeat the cell.", [repeat, matrix], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, repeat, matrix);
            if (BuildOptions.Integers(parsed, repeat, 3) is { } n) return (s, _, _) => Structures.Supercell.Create(s, n[0], n[1], n[2]);
            var m = BuildOptions.Integers(parsed, matrix, 9)!;
            return (s, _, _) => Structures.Supercell.Create(s, new LatticeShift(m[0], m[1], m[2]), new(m[3], m[4], m[5]), new(m[6], m[7], m[8]));
        });
    }

    public static Command Primitive(CommandContext context)
    {
        var tolerance = BuildOptions.Tolerance(CrystalSymmetry.DefaultTolerance);
        return StructureBuildCommand.FromFrames(context, "primitive", "Find a smallest cell (needs spglib).", [tolerance], parsed => (s, _, _) => StandardCell.Primitive(s, parsed.GetValue(tolerance)));
    }

    public static Command Conventional(CommandContext context)
    {
        var tolerance = BuildOptions.Tolerance(CrystalSymmetry.DefaultTolerance);
        return StructureBuildCommand.FromFrames(context, "conventional", "Find the conventional cell (needs spglib).", [tolerance], parsed => (s, _, _) => StandardCell.Conventional(s, parsed.GetValue(tolerance)));
    }

    public static Command Niggli(CommandContext context) =>
        StructureBuildCommand.FromFrames(context, "niggli", "Reduce the cell to its Niggli form (needs spglib).", [], _ => (s, _, _) => NiggliReduction.Reduce(s));

    public static Command Strain(CommandContext context)
    {
        var tensor = BuildOptions.List("--tensor", 9, "E…", "Symmetric strain: six numbers xx yy zz yz xz xy (of the tensor, not engineering shear) or nine.");
        var volume = new Option<double?>("--volume") { Description = "Relative change of the volume, such as 0.03.", HelpName = "E" };
        var axis = new Option<string?>("--axis") { Description = "Cell vector, a, b or c, that is stretched by --stretch.", HelpName = "AXIS" };
        var stretch = new Option<double?>("--stretch") { Description = "Relative change of that vector's length.", HelpName = "E" };
        return StructureBuildCommand.FromFrames(context, "strain", "Strain the cell and the atoms with it.", [tensor, volume, axis, stretch], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, tensor, volume, stretch);
            if ((parsed.GetValue(axis) is null) != (parsed.GetValue(stretch) is null)) throw new InputException("--axis and --stretch belong together", remedy: "give both, such as --axis c --stretch 0.02");
            if (parsed.GetValue(volume) is { } change) return (s, _, _) => Structures.Strain.Volumetric(s, change);
            if (parsed.GetValue(stretch) is { } length)
            {
                var vector = Array.IndexOf(["a", "b", "c"], parsed.GetValue(axis));
                return vector >= 0 ? (s, _, _) => Structures.Strain.Uniaxial(s, vector, length) : throw new InputException($"there is no cell vector '{parsed.GetValue(axis)}'", remedy: "write a, b or c");
            }

            var e = BuildOptions.Reals(parsed, tensor, 6, 9)!;
            var strain = e.Length == 6 ? StructureLabels.FromVoigt(e) : new(BuildOptions.Vector(e[..3]), BuildOptions.Vector(e[3..6]), BuildOptions.Vector(e[6..]));
            return (s, _, _) => Structures.Strain.Apply(s, strain);
        });
    }
}
