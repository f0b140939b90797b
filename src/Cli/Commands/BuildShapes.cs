using System.CommandLine;
using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Builders that cut structures: slabs, spheres, clusters.</summary>
internal static class BuildShapes
{
    public static Command Slab(CommandContext context)
    {
        var miller = BuildOptions.List("--miller", 3, "H K L", "Miller indices of the surface in the cell as given.");
        miller.Required = true;
        var layers = new Option<int?>("--layers") { Description = "Layers, each one lattice plane thick.", HelpName = "N" };
        var thickness = new Option<double?>("--thickness") { Description = "The fewest layers that are at least so thick, Å.", HelpName = "D" };
        var vacuum = new Option<double>("--vacuum") { Description = "Empty space along c, Å.", HelpName = "D", DefaultValueFactory = _ => 15 };
        var offset = new Option<double?>("--offset") { Description = "Where the crystal is cut, in layers above the origin; default the middle of the widest gap.", HelpName = "F" };
        var given = new Option<bool>("--cell-as-given") { Description = "Take the lattice of the cell as given; otherwise smaller cells are looked for." };
        var tolerance = BuildOptions.Tolerance(0.01);
        return StructureBuildCommand.FromFrames(context, "slab", "Cut a slab along lattice planes.", [miller, layers, thickness, vacuum, offset, given, tolerance], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, layers, thickness);
            var h = BuildOptions.Integers(parsed, miller, 3)!;
            var options = new SlabOptions
            {
                H = h[0],
                K = h[1],
                L = h[2],
                Layers = parsed.GetValue(layers),
                Thickness = parsed.GetValue(thickness),
                Vacuum = parsed.GetValue(vacuum),
                Offset = parsed.GetValue(offset),
                Primitive = !parsed.GetValue(given),
                Tolerance = parsed.GetValue(tolerance),
            };
            return (s, _, _) => Structures.Slab.Create(s, options);
        });
    }

    public static Command Sphere(CommandContext context)
    {
        var radius = new Option<double?>("--radius") { Description = "Radius, Å.", HelpName = "R" };
        var atoms = new Option<int?>("--atoms") { Description = "The N atoms nearest to the centre.", HelpName = "N" };
        var composition = new Option<string?>("--composition") { Description = "Formula unit, such as Li15Si4, of which there shall be a whole number: outermost atoms that are too many are left out.", HelpName = "FORMULA" };
        var centre = BuildOptions.List("--centre", 3, "X Y Z", "Centre, Å; default the middle of the cell.");
        var atom = new Option<int?>("--atom") { Description = "The atom, counted from 0, that is the centre.", HelpName = "I" };
        var vacuum = new Option<double?>("--vacuum") { Description = "Put the sphere into a cubic cell with so much empty space, Å; default no cell.", HelpName = "D" };
        return StructureBuildCommand.FromFrames(context, "sphere", "Cut a spherical particle.", [radius, atoms, composition, centre, atom, vacuum], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, radius, atoms);
            var place = BuildOptions.Reals(parsed, centre, 3);
            var index = parsed.GetValue(atom);
            if (place is not null && index is not null) throw new InputException("--centre and --atom exclude each other", remedy: "give one of them");
            var formula = parsed.GetValue(composition) is { } text ? Composition.Parse(text) : null;
            return (s, _, _) =>
            {
                if (index is { } i && (uint)i >= (uint)s.Count) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"there is no atom {i} among {s.Count}"), s.Origin.File, remedy: "atoms are counted from 0");
                Vector3D? middle = place is not null ? BuildOptions.Vector(place) : index is { } k ? s.Position(k) : null;
                return parsed.GetValue(atoms) is { } count
                    ? Structures.Sphere.CutAtoms(s, count, middle, parsed.GetValue(vacuum), formula)
                    : Structures.Sphere.Cut(s, parsed.GetValue(radius)!.Value, middle, parsed.GetValue(vacuum), formula);
            };
        });
    }

    public static Command Cluster(CommandContext context)
    {
        var around = new Option<int>("--around") { Description = "The central atom, counted from 0; it becomes the first.", HelpName = "ATOM", Required = true };
        var radius = new Option<double>("--radius") { Description = "Radius, Å; twice a potential's cutoff keeps the force on the central atom.", HelpName = "R", Required = true };
        return StructureBuildCommand.FromFrames(context, "cluster", "Cut the surroundings of an atom, without a cell.", [around, radius], parsed =>
            (s, _, _) => Structures.Cluster.Cut(s, parsed.GetValue(around), parsed.GetValue(radius)));
    }
}
