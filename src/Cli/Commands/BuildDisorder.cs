using System.CommandLine;
using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Builders that draw random numbers: rattled structures, vacancies, substitutions, packings.</summary>
internal static class BuildDisorder
{
    public static Command Rattle(CommandContext context)
    {
        var deviation = new Option<double>("--deviation") { Description = "Standard deviation of each component, Å.", HelpName = "D", Required = true };
        var distance = new Option<double>("--min-distance") { Description = "No two atoms come closer, Å; default no limit.", HelpName = "D" };
        var (seed, copies) = (BuildOptions.Seed(), BuildOptions.Copies());
        return StructureBuildCommand.FromFrames(context, "rattle", "Displace atoms at random.", [deviation, distance, seed], parsed =>
            (s, draw, cancellation) => Structures.Rattle.Apply(s, parsed.GetValue(deviation), parsed.GetValue(seed), parsed.GetValue(distance), draw, cancellation), copies);
    }

    public static Command Vacancies(CommandContext context)
    {
        var element = new Option<string?>("--element") { Description = "Element of the atoms that go; default any.", HelpName = "SYMBOL" };
        var count = new Option<int?>("--count") { Description = "How many go, at random.", HelpName = "N" };
        var fraction = new Option<double?>("--fraction") { Description = "Which fraction goes, at random.", HelpName = "F" };
        var atoms = new Option<string?>("--atoms") { Description = "The atoms that go, counted from 0, separated by commas.", HelpName = "I,…" };
        var (seed, copies) = (BuildOptions.Seed(), BuildOptions.Copies());
        return StructureBuildCommand.FromFrames(context, "vacancies", "Remove atoms.", [element, count, fraction, atoms, seed], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, count, fraction, atoms);
            var z = BuildOptions.Atom(parsed, element);
            if (parsed.GetValue(atoms) is not { } list) return (s, draw, _) => Structures.Vacancies.RemoveAtRandom(s, z, Number(parsed, count, fraction, s, z), parsed.GetValue(seed), draw);
            if (z is not null) throw new InputException("--atoms and --element exclude each other", remedy: "give one of them");
            var indices = Array.ConvertAll(list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries), w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : throw new InputException($"--atoms has '{w}', which is not an atom", remedy: "write whole numbers from 0, separated by commas"));
            return (s, _, _) => Structures.Vacancies.Remove(s, indices);
        }, copies);
    }

    public static Command Substitute(CommandContext context)
    {
        var from = new Option<string>("--replace") { Description = "Element that is replaced.", HelpName = "SYMBOL", Required = true };
        var to = new Option<string>("--with") { Description = "Element that takes its places.", HelpName = "SYMBOL", Required = true };
        var count = new Option<int?>("--count") { Description = "How many atoms are replaced.", HelpName = "N" };
        var fraction = new Option<double?>("--fraction") { Description = "Which fraction of them is replaced.", HelpName = "F" };
        var (seed, copies) = (BuildOptions.Seed(), BuildOptions.Copies());
        return StructureBuildCommand.FromFrames(context, "substitute", "Replace atoms by those of another element.", [from, to, count, fraction, seed], parsed =>
        {
            BuildOptions.ExactlyOne(parsed, count, fraction);
            var (old, other) = (BuildOptions.Atom(parsed.GetRequiredValue(from)), BuildOptions.Atom(parsed.GetRequiredValue(to)));
            return (s, draw, _) => Substitution.ReplaceAtRandom(s, old, other, Number(parsed, count, fraction, s, old), parsed.GetValue(seed), draw);
        }, copies);
    }

    public static Command Pack(CommandContext context)
    {
        var composition = new Option<string>("--composition") { Description = "Formula without brackets, such as Li15Si4.", HelpName = "FORMULA", Required = true };
        var units = new Option<int>("--units") { Description = "So many formula units.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var density = new Option<double?>("--density") { Description = "Density, g/cm³, in a cubic cell.", HelpName = "RHO" };
        var volume = new Option<double?>("--volume-per-atom") { Description = "Volume per atom, Å³, in a cubic cell.", HelpName = "V" };
        var cell = BuildOptions.List("--cell", 9, "A…", "The cell, Å: one edge, three, or nine numbers for the vectors.");
        var distances = new Option<string[]>("--min-distance") { Description = "Smallest distance of a pair, such as Li-Si=2.2; may be given again.", HelpName = "PAIR=D" };
        var fraction = new Option<double>("--distance-fraction") { Description = "Other pairs keep this fraction of the sum of their covalent radii.", HelpName = "F", DefaultValueFactory = _ => 0.85 };
        var (seed, copies) = (BuildOptions.Seed(), BuildOptions.Copies());
        var command = new Command("pack", "Pack atoms at random.") { composition, units, density, volume, cell, distances, fraction, seed, copies };
        var output = new BuildOutput(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            BuildOptions.ExactlyOne(parsed, density, volume, cell);
            var options = new PackingOptions
            {
                Composition = Composition.Parse(parsed.GetRequiredValue(composition)).Times(parsed.GetValue(units)),
                Density = parsed.GetValue(density),
                VolumePerAtom = parsed.GetValue(volume),
                Cell = BuildOptions.Reals(parsed, cell, 1, 3, 9) is { } edges ? CellOf(edges) : null,
                MinimumDistances = (parsed.GetValue(distances) ?? []).Select(Pair).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Distance),
                DistanceFraction = parsed.GetValue(fraction),
                Seed = parsed.GetValue(seed),
            };
            var times = StructureBuildCommand.Counted(parsed, copies);
            return output.Write(context, parsed, (_, _) => Enumerable.Range(0, times).Select(draw => RandomPacking.Create(options with { Draw = draw }, cancellation)), null, cancellation);
        }));
        return command;
    }

    private static int Number(ParseResult parsed, Option<int?> count, Option<double?> fraction, Structure structure, byte? element) =>
        parsed.GetValue(count) ?? AtomChoice.CountOf(structure, element, parsed.GetValue(fraction)!.Value);

    private static Matrix3D CellOf(double[] edges) => edges.Length switch
    {
        1 => edges[0] * Matrix3D.Identity,
        3 => new(new(edges[0], 0, 0), new(0, edges[1], 0), new(0, 0, edges[2])),
        _ => new(BuildOptions.Vector(edges[..3]), BuildOptions.Vector(edges[3..6]), BuildOptions.Vector(edges[6..])),
    };

    // Either order names the same pair; the last word on it counts.
    private static ((byte, byte) Key, double Distance) Pair(string text)
    {
        var parts = text.Split(['-', '=', ':'], 3, StringSplitOptions.TrimEntries);
        if (parts.Length < 3 || !double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var distance)) throw new InputException($"--min-distance has '{text}', which is not a pair and a distance", remedy: "write it as Li-Si=2.2");
        var (a, b) = (BuildOptions.Atom(parts[0]), BuildOptions.Atom(parts[1]));
        return ((Math.Min(a, b), Math.Max(a, b)), distance);
    }
}
