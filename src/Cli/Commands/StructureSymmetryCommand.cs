using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope structure symmetry</c>: space groups and sites.</summary>
internal static class StructureSymmetryCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("FILE") { Description = "File of structures, in any format read." };
        var frames = new Option<string?>("--frames") { Description = "Frames to take: an index such as 5 or -1, or START:STOP:STEP such as 0:10:2; default all.", HelpName = "SLICE" };
        var tolerance = BuildOptions.Tolerance(CrystalSymmetry.DefaultTolerance);
        var json = new Option<bool>("--json") { Description = "Print JSON, operations included." };
        var command = new Command("symmetry", "Find space groups and equivalent atoms (needs spglib).") { input, frames, tolerance, json };
        var hints = new HintOptions();
        hints.AddTo(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var file = parsed.GetRequiredValue(input);
            var slice = parsed.GetValue(frames) is { } text ? FrameSlice.Parse(text) : FrameSlice.All;
            var list = new JsonArray();
            foreach (var frame in slice.Apply(StructureFile.Read(file, hints.Format(parsed), hints.Read(parsed), cancellation)))
            {
                var symmetry = CrystalSymmetry.Of(frame, parsed.GetValue(tolerance));
                if (parsed.GetValue(json)) list.Add(Json(frame, symmetry));
                else Write(context.Output, file, frame, symmetry);
            }

            if (parsed.GetValue(json)) context.Output.WriteLine(new JsonObject { ["file"] = file, ["frames"] = list }.ToJsonString(Indented));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Write(TextWriter output, string file, Structure frame, CrystalSymmetry symmetry)
    {
        void Line(string label, string text) => output.WriteLine(label.PadRight(13) + text);
        Line("frame", string.Create(CultureInfo.InvariantCulture, $"{frame.Origin.Frame} of {file}, {StructureCommand.Counted(frame.Count, "atom")}"));
        Line("space group", string.Create(CultureInfo.InvariantCulture, $"{symmetry.InternationalSymbol} ({symmetry.SpaceGroupNumber})"));
        Line("Hall symbol", symmetry.HallSymbol + (symmetry.Setting.Length > 0 ? $", setting {symmetry.Setting}" : ""));
        Line("point group", symmetry.PointGroup);
        Line("operations", string.Create(CultureInfo.InvariantCulture, $"{symmetry.Operations.Count} in this cell"));
        Line("tolerance", string.Create(CultureInfo.InvariantCulture, $"{symmetry.Tolerance} Å"));
        Line("sites", "element, atoms in this cell and Wyckoff letter, site symmetry, first atom");
        foreach (var site in Sites(symmetry)) Line("", string.Create(CultureInfo.InvariantCulture, $"{Element.Symbol(frame.AtomicNumbers[site.Key])} {site.Count()}{symmetry.WyckoffLetters[site.Key]} {symmetry.SiteSymmetries[site.Key]} {site.Key}"));
    }

    private static JsonObject Json(Structure frame, CrystalSymmetry symmetry) => new()
    {
        ["frame"] = frame.Origin.Frame,
        ["atoms"] = frame.Count,
        ["space_group_number"] = symmetry.SpaceGroupNumber,
        ["international_symbol"] = symmetry.InternationalSymbol,
        ["hall_symbol"] = symmetry.HallSymbol,
        ["hall_number"] = symmetry.HallNumber,
        ["setting"] = symmetry.Setting,
        ["point_group"] = symmetry.PointGroup,
        ["tolerance"] = symmetry.Tolerance,
        ["wyckoff_letters"] = new JsonArray([.. symmetry.WyckoffLetters.Select(w => JsonValue.Create(w))]),
        ["site_symmetries"] = new JsonArray([.. symmetry.SiteSymmetries.Select(w => JsonValue.Create(w))]),
        ["equivalent_atoms"] = new JsonArray([.. symmetry.EquivalentAtoms.Select(i => JsonValue.Create(i))]),
        ["operations"] = new JsonArray([.. symmetry.Operations.Select(o => new JsonObject
        {
            ["rotation"] = new JsonArray(Row(o.A), Row(o.B), Row(o.C)),
            ["translation"] = new JsonArray(o.Translation.X, o.Translation.Y, o.Translation.Z),
        })]),
    };

    private static JsonArray Row(LatticeShift row) => new(row.A, row.B, row.C);

    private static IEnumerable<IGrouping<int, int>> Sites(CrystalSymmetry symmetry) =>
        Enumerable.Range(0, symmetry.EquivalentAtoms.Count).GroupBy(i => symmetry.EquivalentAtoms[i]);
}
