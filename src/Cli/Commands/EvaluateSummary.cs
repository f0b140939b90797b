using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>What an evaluation came to: counts, errors against labels, extrapolation; as lines and as JSON.</summary>
internal sealed class EvaluateSummary(EvaluateRequest request)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly LabelErrors _errors = new();
    private double? _largestOptimality;
    private double? _largestForceDeviation;

    public IPotential? Potential { get; set; }

    public int Frames { get; private set; }

    public long Atoms { get; private set; }

    public ExtrapolationTally Extrapolation { get; } = new();

    private string Energy => request.Units == PotentialUnits.HartreeBohr ? "Hartree" : "eV";

    private string Length => request.Units == PotentialUnits.HartreeBohr ? "Bohr" : "Å";

    public void Add(EvaluatedStructure frame)
    {
        Frames++;
        Atoms += frame.Structure.Count;
        _errors.Add(frame);
        Extrapolation.Add(frame);
        _largestOptimality = Larger(_largestOptimality, frame.Optimality);
        _largestForceDeviation = Larger(_largestForceDeviation, frame.ForceDeviations);
    }

    public void Write(TextWriter text)
    {
        static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Atoms} atoms in {Frames} {(Frames == 1 ? "frame" : "frames")}: {request.Output}"));
        void Errors(string what, ErrorSum sum, string unit, string of)
        {
            if (sum.Count == 0) return;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} RMSE {Number(sum.RootMeanSquare)} {unit}, MAE {Number(sum.MeanAbsolute)} {unit}, mean {Number(sum.Mean)} {unit} against {sum.Count} {of} of the input"));
        }

        Errors("energy", _errors.EnergyPerAtom, Energy + "/atom", "energies");
        Errors("forces", _errors.Forces, $"{Energy}/{Length}", "components");
        Errors("stress", _errors.Stress, $"{Energy}/{Length}³", "components");
        if (Extrapolation.Atoms > 0) text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Extrapolation.Outside} of {Extrapolation.Atoms} atoms, in {Extrapolation.Frames} of {Frames} frames, lie outside the training ranges, by at most {Number(Extrapolation.Largest)} of a range"));
        if (_largestOptimality is { } optimality) text.WriteLine($"largest D-optimality grade {Number(optimality)} (above 1: outside what the training set spans)");
        if (_largestForceDeviation is { } deviation) text.WriteLine($"largest standard deviation of a force in the committee {Number(deviation)} {Energy}/{Length}");
    }

    public string ToJson()
    {
        var root = new JsonObject
        {
            ["potential"] = request.Potential,
            ["family"] = Potential!.Family,
            ["precision"] = Potential.Precision == Precision.Single ? "single" : "double",
            ["units"] = request.Units == PotentialUnits.HartreeBohr ? "hartree-bohr" : "ev-angstrom",
            ["structures"] = request.Structures,
            ["output"] = request.Output,
            ["frames"] = Frames,
            ["atoms"] = Atoms,
        };
        var errors = new JsonObject();
        AddErrors(errors, "energy_per_atom", _errors.EnergyPerAtom);
        AddErrors(errors, "forces", _errors.Forces);
        AddErrors(errors, "stress", _errors.Stress);
        if (errors.Count > 0) root["errors"] = errors;
        if (Extrapolation.Atoms > 0) root["extrapolation"] = ExtrapolationJson();
        if (_largestOptimality is { } optimality) root["max_d_optimality"] = Finite(optimality);
        if (_largestForceDeviation is { } deviation) root["max_forces_std"] = Finite(deviation);
        return root.ToJsonString(Indented) + "\n";
    }

    private JsonObject ExtrapolationJson() => new()
    {
        ["atoms"] = Extrapolation.Outside,
        ["frames"] = Extrapolation.Frames,
        ["max"] = Finite(Extrapolation.Largest),
        ["features"] = new JsonArray([.. Extrapolation.Features.Select(f => (JsonNode)new JsonObject
        {
            ["part"] = f.Part,
            ["element"] = Element.Symbol(f.Element),
            ["feature"] = f.Feature,
            ["atoms"] = f.Count,
            ["frame"] = f.Frame,
            ["atom"] = f.Atom,
            ["value"] = Finite(f.Value),
            ["minimum"] = Finite(f.Minimum),
            ["maximum"] = Finite(f.Maximum),
            ["grade"] = Finite(f.Grade),
        })]),
    };

    private static void AddErrors(JsonObject errors, string name, ErrorSum sum)
    {
        if (sum.Count > 0) errors[name] = new JsonObject { ["rmse"] = Finite(sum.RootMeanSquare), ["mae"] = Finite(sum.MeanAbsolute), ["mean"] = Finite(sum.Mean), ["count"] = sum.Count };
    }

    private static double? Larger(double? largest, double[]? values) => values is null ? largest : Math.Max(largest ?? 0, values.DefaultIfEmpty(0).Max());

    // JSON has no infinities.
    private static JsonNode? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
